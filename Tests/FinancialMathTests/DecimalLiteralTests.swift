import FinancialMath
import Testing

@Suite struct DecimalLiteralTests {
    static let accepted: [(String, String)] = [
        ("0", "0.00"), ("-0", "0.00"), ("+0.0", "0.00"), ("5.", "5.00"), (".5", "0.50"), ("-.5", "-0.50"),
        ("+5.25", "5.25"), ("5.e1", "50.00"), (".5e1", "5.00"), ("1E3", "1000.00"), ("1e+3", "1000.00"),
        ("125e-2", "1.25"), ("007", "7.00"), ("0e99999999999999999999", "0.00"), ("00.10", "0.10"),
    ]

    static let rejected = [
        "", " ", "1 ", " 1", "1\n", "\t1", ".", "+", "-", "e5", ".e5", "1e", "1e+", "1e1.5", "1.2.3", "--1", "+-1",
        "1-",
        "1,5", "1_000", "NaN", "Infinity", "-Infinity", "0x10", "0b1", "0o7", "0x1p3", "abc", "1f", "١", "１", "1\u{0}",
        "½", "−1",
    ]

    @Test(arguments: accepted)
    func whatDecimalJSTakesAsDecimalIsRead(literal: String, fixed: String) throws {
        #expect(try ReferenceMath.toFixed(literal) == fixed)
        #expect(Money(literal: literal)?.formatted == fixed)
    }

    @Test(arguments: rejected)
    func anythingElseIsRefusedAndQuoted(text: String) throws {
        #expect(Money(literal: text) == nil)
        #expect(throws: ReferenceMathError.notADecimal(text)) { try ReferenceMath.toFixed(text) }
        #expect(throws: ReferenceMathError.notADecimal(text)) { try ReferenceMath.add(text, "1") }
        #expect(throws: ReferenceMathError.notADecimal(text)) { try ReferenceMath.divide("1", text) }
        #expect(throws: ReferenceMathError.notADecimal(text)) { try ReferenceMath.eq("1", text) }
        #expect("\(ReferenceMathError.notADecimal(text))".contains(text.debugDescription))
    }

    @Test func substringsAreReadInPlace() {
        #expect(Quantity(literal: "qty=12.5;".dropFirst(4).dropLast())?.formatted == "12.5000")
    }

    /// PostgreSQL's numeric ends at 131,072 digits before the point and 16,383 behind it.
    @Test func literalsEndWhereNumericEnds() {
        #expect(Money(literal: "1e131071") != nil)
        #expect(Money(literal: "1e131072") == nil)
        #expect(Money(literal: "1e-16383") != nil)
        #expect(Money(literal: "1e-16384") == nil)
        #expect(Money(literal: "10e-16384") == Money(literal: "1e-16383"))
        #expect(Money(literal: "1." + String(repeating: "0", count: 20_000)) == Money(1))
        #expect(Money(literal: "1e999999999999999999999999") == nil)
        #expect(Money(literal: "1e-999999999999999999999999") == nil)
    }

    /// Short literals are read in 64 bits: beside the edges at which they are not any more, both say the same.
    @Test func shortAndLongLiteralsAreOne() {
        for digits in 1...22 {
            for zeros in 0...22 {
                let number = String("1234567890123456789012".prefix(digits))
                let long = Money(literal: number + String(repeating: "0", count: zeros))
                #expect(Money(literal: "\(number)e\(zeros)") == long)
                let fraction = "0." + String(repeating: "0", count: zeros) + number
                #expect(Money(literal: "-\(number)e-\(zeros + digits)") == Money(literal: "-\(fraction)"))
                #expect(Money(literal: fraction)?.formatted(places: zeros + digits) == fraction)
            }
        }
        #expect(Money(literal: "999999999999.999999")?.millionths == 999_999_999_999_999_999)
        #expect(Money(literal: "-0.000001")?.millionths == -1)
        #expect(Money(literal: "0.0000001")?.millionths == nil)
    }
}
