;; Finds where the lines and cells of CSV end, 64 bytes at a time, for scanner.ts. `npm run generate` compiles it, behind
;; blocks.wat.

;; Whether the bytes so far end inside of quotes: all bits, or 0.
(global $quoted (export "quoted") (mut i64) (i64.const 0))
;; Not 0 where quotes or the ends of lines stand otherwise than RFC 4180 has them.
(global $odd (export "odd") (mut i64) (i64.const 0))
;; The number of line feeds inside of quotes.
(global $quotedFeeds (export "quotedFeeds") (mut i64) (i64.const 0))

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
  (local.get $out))

;; The set, each byte one further, and the first one where the last one of the block before was in the set.
(func $behind (param $bits i64) (param $carried i64) (result i64)
  (i64.or (i64.shl (local.get $bits) (i64.const 1)) (i64.shr_u (local.get $carried) (i64.const 63))))

(func $any (param $bits i64) (param $span i64) (result i32)
  (i64.ne (i64.and (local.get $bits) (local.get $span)) (i64.const 0)))

;; Writes an entry to $out for each delimiter and line feed outside of quotes, and answers where they end.
;; The text begins with a record, in a place from which the entry counts: the place of the byte times 8, plus
;; 4: it is a line feed; 2: a quote is doubled since the entry before; 1: there are quotes.
;; $crlf: all bits where lines end with CR and LF, or 0.
(func (export "cells")
  (param $at i32) (param $end i32) (param $out i32) (param $delimiter i32) (param $crlf i64) (result i32)
  (local $known i64) (local $quotes i64) (local $feeds i64) (local $returns i64) (local $ends i64)
  (local $inside i64) (local $outside i64) (local $opening i64) (local $closing i64) (local $doubled i64)
  (local $edges i64) (local $openers i64)
  (local $openersBefore i64) (local $closingBefore i64) (local $returnsBefore i64)
  (local $span i64) (local $flags i32)
  (local.set $openersBefore (i64.const -1))
  (global.set $quoted (i64.const 0))
  (global.set $odd (i64.const 0))
  (global.set $quotedFeeds (i64.const 0))
  (block $done
    (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $known (call $known (local.get $at) (local.get $end)))
      (local.set $quotes
        (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 34))) (local.get $known)))
      (local.set $feeds
        (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 10))) (local.get $known)))
      (local.set $returns
        (i64.and (call $equal (local.get $at) (i8x16.splat (i32.const 13))) (local.get $known)))
      (local.set $ends
        (i64.and (call $equal (local.get $at) (i8x16.splat (local.get $delimiter))) (local.get $known)))

      (local.set $inside (i64.xor (call $parity (local.get $quotes)) (global.get $quoted)))
      (local.set $outside (call $not (local.get $inside)))
      (global.set $quoted (i64.shr_s (local.get $inside) (i64.const 63)))
      (global.set $quotedFeeds
        (i64.add (global.get $quotedFeeds) (i64.popcnt (i64.and (local.get $feeds) (local.get $inside)))))
      (local.set $opening (i64.and (local.get $quotes) (local.get $inside)))
      (local.set $closing (i64.and (local.get $quotes) (local.get $outside)))
      (local.set $feeds (i64.and (local.get $feeds) (local.get $outside)))
      (local.set $returns (i64.and (local.get $returns) (local.get $outside)))
      (local.set $ends (i64.or (i64.and (local.get $ends) (local.get $outside)) (local.get $feeds)))
      (local.set $edges (i64.or (local.get $ends) (local.get $returns)))
      (local.set $doubled
        (i64.and (local.get $opening) (call $behind (local.get $closing) (local.get $closingBefore))))

      ;; A quote opens behind an edge of the cell or behind a quote that closed: those two are one inside of a cell.
      (local.set $openers (i64.or (local.get $edges) (local.get $closing)))
      (global.set $odd
        (i64.or
          (global.get $odd)
          (i64.and
            (local.get $opening)
            (call $not (call $behind (local.get $openers) (local.get $openersBefore))))))
      (local.set $openersBefore (local.get $openers))
      ;; Behind a quote that closed is an edge, or another quote.
      (global.set $odd
        (i64.or
          (global.get $odd)
          (i64.and
            (i64.and (call $behind (local.get $closing) (local.get $closingBefore)) (local.get $known))
            (call $not (i64.or (local.get $edges) (local.get $opening))))))
      (local.set $closingBefore (local.get $closing))
      ;; CR stands in front of each LF and nowhere else, or nowhere at all.
      (global.set $odd
        (i64.or
          (global.get $odd)
          (select
            (local.get $returns)
            (i64.and
              (i64.xor (call $behind (local.get $returns) (local.get $returnsBefore)) (local.get $feeds))
              (local.get $known))
            (i64.eqz (local.get $crlf)))))
      (local.set $returnsBefore (local.get $returns))

      (block $written
        (loop $entry
          (br_if $written (i64.eqz (local.get $ends)))
          ;; The bytes up to the first end.
          (local.set $span
            (i64.xor (local.get $ends) (i64.sub (local.get $ends) (i64.const 1))))
          (i32.store
            (local.get $out)
            (i32.or
              (i32.or
                (i32.shl (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $ends)))) (i32.const 3))
                (i32.shl (call $any (local.get $feeds) (local.get $span)) (i32.const 2)))
              (i32.or
                (local.get $flags)
                (i32.or
                  (i32.shl (call $any (local.get $doubled) (local.get $span)) (i32.const 1))
                  (call $any (local.get $quotes) (local.get $span))))))
          (local.set $out (i32.add (local.get $out) (i32.const 4)))
          (local.set $flags (i32.const 0))
          (local.set $span (call $not (local.get $span)))
          (local.set $quotes (i64.and (local.get $quotes) (local.get $span)))
          (local.set $doubled (i64.and (local.get $doubled) (local.get $span)))
          (local.set $feeds (i64.and (local.get $feeds) (local.get $span)))
          (local.set $ends (i64.and (local.get $ends) (local.get $span)))
          (br $entry)))
      (local.set $flags
        (i32.or
          (local.get $flags)
          (i32.or
            (i32.shl (call $any (local.get $doubled) (i64.const -1)) (i32.const 1))
            (call $any (local.get $quotes) (i64.const -1)))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br $next)))
  (local.get $out))
