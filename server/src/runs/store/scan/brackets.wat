;; Finds the outer brackets of JSON, 64 bytes at a time, for brackets.ts. `npm run generate` compiles it, behind blocks.wat.

;; Whether the bytes so far end inside of a string: all bits, or 0.
(global $quoted (mut i64) (i64.const 0))
;; 1 where they end with a backslash that escapes the next byte, or 0.
(global $escaping (mut i64) (i64.const 0))
;; How many brackets are open.
(global $depth (export "depth") (mut i32) (i32.const 0))

;; The next bytes begin a text.
(func (export "restart")
  (global.set $quoted (i64.const 0))
  (global.set $escaping (i64.const 0))
  (global.set $depth (i32.const 0)))

;; Which of the 16 bytes are the one that fills $byte, or the one 32 below: brackets differ from braces by that.
(func $either (param $bytes v128) (param $byte v128) (result i64)
  (i64.extend_i32_u
    (i8x16.bitmask
      (i8x16.eq (v128.or (local.get $bytes) (i8x16.splat (i32.const 32))) (local.get $byte)))))

;; The same for the block at $at.
(func $brackets (param $at i32) (param $byte v128) (result i64)
  (i64.or
    (i64.or
      (call $either (v128.load (local.get $at)) (local.get $byte))
      (i64.shl (call $either (v128.load offset=16 (local.get $at)) (local.get $byte)) (i64.const 16)))
    (i64.or
      (i64.shl (call $either (v128.load offset=32 (local.get $at)) (local.get $byte)) (i64.const 32))
      (i64.shl (call $either (v128.load offset=48 (local.get $at)) (local.get $byte)) (i64.const 48)))))

;; The bytes behind backslashes that are not escaped themselves, and sets $escaping for the next block.
(func $escaped (param $backslashes i64) (result i64)
  (local $escaped i64) (local $next i64)
  (local.set $escaped (global.get $escaping))
  (global.set $escaping (i64.const 0))
  (local.set $backslashes (i64.and (local.get $backslashes) (call $not (local.get $escaped))))
  (block $done
    (loop $backslash
      (br_if $done (i64.eqz (local.get $backslashes)))
      (local.set $next (i64.shl (i64.const 1) (i64.ctz (local.get $backslashes))))
      (if (i64.lt_s (local.get $next) (i64.const 0)) (then (global.set $escaping (i64.const 1))))
      (local.set $backslashes (i64.xor (local.get $backslashes) (local.get $next)))
      (local.set $next (i64.shl (local.get $next) (i64.const 1)))
      (local.set $escaped (i64.or (local.get $escaped) (local.get $next)))
      (local.set $backslashes (i64.and (local.get $backslashes) (call $not (local.get $next))))
      (br $backslash)))
  (local.get $escaped))

;; Writes the places of the brackets outside of strings that open and close the three outer levels to $out, and answers
;; where they end. $before: of the whole text, how much came before $at.
(func (export "outer") (param $at i32) (param $end i32) (param $before i32) (param $out i32) (result i32)
  (local $known i64) (local $outside i64) (local $inside i64) (local $opening i64) (local $found i64) (local $bit i64)
  (local $step i32)
  (local.set $before (i32.sub (local.get $before) (local.get $at)))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $known (call $known (local.get $at) (local.get $end)))
      (local.set $inside
        (i64.xor
          (call $parity
            (i64.and
              (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 34))) (local.get $known))
              (call $not
                (call $escaped
                  (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 92))) (local.get $known))))))
          (global.get $quoted)))
      (global.set $quoted (i64.shr_s (local.get $inside) (i64.const 63)))
      (local.set $outside (i64.and (call $not (local.get $inside)) (local.get $known)))
      (local.set $opening (call $brackets (local.get $at) (i8x16.splat (i32.const 123))))
      (local.set $found
        (i64.and
          (i64.or (local.get $opening) (call $brackets (local.get $at) (i8x16.splat (i32.const 125))))
          (local.get $outside)))
      (block $written
        (loop $bracket
          (br_if $written (i64.eqz (local.get $found)))
          (local.set $bit (i64.and (local.get $found) (i64.sub (i64.const 0) (local.get $found))))
          (local.set $step (i64.ne (i64.and (local.get $opening) (local.get $bit)) (i64.const 0)))
          (global.set $depth (i32.add (global.get $depth) (local.get $step)))
          (if (i32.le_s (global.get $depth) (i32.const 3))
            (then
              (i32.store
                (local.get $out)
                (i32.add
                  (i32.add (local.get $before) (local.get $at))
                  (i32.wrap_i64 (i64.ctz (local.get $bit)))))
              (local.set $out (i32.add (local.get $out) (i32.const 4)))))
          ;; 0 where it opens, 1 where it closes.
          (global.set $depth (i32.sub (global.get $depth) (i32.eqz (local.get $step))))
          (local.set $found (i64.xor (local.get $found) (local.get $bit)))
          (br $bracket)))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br $next)))
  (local.get $out))
