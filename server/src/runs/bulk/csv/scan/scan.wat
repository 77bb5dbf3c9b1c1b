;; Finds where the lines of CSV end, 64 bytes at a time, for scanner.ts. `npm run generate` compiles it.
;; A set of bytes of a block is a number of 64 bits, the lowest bit for the first byte.
(module
  (memory (import "csv" "memory") 1)

  ;; Whether the bytes so far end inside of quotes: all bits, or 0.
  (global $quoted (export "quoted") (mut i64) (i64.const 0))

  ;; Which bytes of the block at $at are the one that fills $byte.
  (func $equal (param $at i32) (param $byte v128) (result i64)
    (i64.or
      (i64.or
        (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (v128.load (local.get $at)) (local.get $byte))))
        (i64.shl
          (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (v128.load offset=16 (local.get $at)) (local.get $byte))))
          (i64.const 16)))
      (i64.or
        (i64.shl
          (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (v128.load offset=32 (local.get $at)) (local.get $byte))))
          (i64.const 32))
        (i64.shl
          (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (v128.load offset=48 (local.get $at)) (local.get $byte))))
          (i64.const 48)))))

  ;; The bytes of the block at $at that are before $end.
  (func $known (param $at i32) (param $end i32) (result i64)
    (select
      (i64.const -1)
      (i64.sub
        (i64.shl (i64.const 1) (i64.extend_i32_u (i32.sub (local.get $end) (local.get $at))))
        (i64.const 1))
      (i32.ge_u (i32.sub (local.get $end) (local.get $at)) (i32.const 64))))

  ;; The bits that have an odd number of bits up to them: where the bits are quotes, what is inside of quotes.
  (func $parity (param $bits i64) (result i64)
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 1))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 2))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 4))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 8))))
    (local.set $bits (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 16))))
    (i64.xor (local.get $bits) (i64.shl (local.get $bits) (i64.const 32))))

  (func $not (param $bits i64) (result i64)
    (i64.xor (local.get $bits) (i64.const -1)))

  ;; Writes the places behind the line feeds outside of quotes to $out, and answers where they end. $quoted goes on.
  (func (export "lines") (param $at i32) (param $end i32) (param $out i32) (result i32)
    (local $known i64) (local $inside i64) (local $feeds i64)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $known (call $known (local.get $at) (local.get $end)))
        (local.set $inside
          (i64.xor
            (call $parity
              (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 34))) (local.get $known)))
            (global.get $quoted)))
        (global.set $quoted (i64.shr_s (local.get $inside) (i64.const 63)))
        (local.set $feeds
          (i64.and
            (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 10))) (local.get $known))
            (call $not (local.get $inside))))
        (block $written
          (loop $line
            (br_if $written (i64.eqz (local.get $feeds)))
            (i32.store
              (local.get $out)
              (i32.add (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $feeds)))) (i32.const 1)))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))
            (local.set $feeds (i64.and (local.get $feeds) (i64.sub (local.get $feeds) (i64.const 1))))
            (br $line)))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $next)))
    (local.get $out)))
