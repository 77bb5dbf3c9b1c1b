;; Sets of bytes of a block of 64 bytes, for what looks through text: numbers of 64 bits, the lowest bit for the first byte.
;; `npm run generate` puts it in front of each scanner.

(memory (import "scan" "memory") 1)

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
