import FinancialMath
import Testing

@Suite struct ReferenceMathLimitTests {
    @Test func negativeZeroPrintsAsDecimalJSPrintsIt() throws {
        #expect(try ReferenceMath.toFixed("-0.001") == "-0.00")
        #expect(try ReferenceMath.toFixed("-0") == "0.00")
        #expect(try ReferenceMath.toFixed("-0.4", 0) == "-0")
        #expect(try ReferenceMath.multiply("-1", "0") == "0")
        #expect(try ReferenceMath.divide("0", "-3") == "0")
        #expect(try ReferenceMath.add("-0", "-0") == "0.00")
        #expect(try ReferenceMath.eq("0", "-0"))
        #expect(try !ReferenceMath.lt("-0", "0"))
    }

    @Test func exponentFormBeginsWhereToStringBeginsIt() throws {
        #expect(try ReferenceMath.multiply("999999999999999999999", "1") == "1e+21")
        #expect(try ReferenceMath.multiply("99999999999999999999", "1") == "99999999999999999999")
        #expect(try ReferenceMath.multiply("1e20", "1") == "100000000000000000000")
        #expect(try ReferenceMath.multiply("0.000001", "1") == "0.000001")
        #expect(try ReferenceMath.multiply("0.0000001", "1") == "1e-7")
        #expect(try ReferenceMath.multiply("-1.5e300", "2e-1") == "-3e+299")
    }

    @Test func operandsAreNotRoundedBeforeUse() throws {
        #expect(try ReferenceMath.toFixed("123456789012345678901234.565") == "123456789012345678901234.57")
        #expect(try ReferenceMath.gt("1.000000000000000000000000000001", "1"))
        #expect(try ReferenceMath.add("1e30", "-1000000000000000000000000000001.5") == "-1.50")
    }

    @Test func aSumFarBelowTheLastDigitStillBreaksATie() throws {
        #expect(try ReferenceMath.add("10000000000000000000.5", "0") == "10000000000000000001.00")
        #expect(
            try ReferenceMath.subtract("10000000000000000000.5", "1e-9000000000000000") == "10000000000000000000.00")
        #expect(try ReferenceMath.add("10000000000000000000.5", "1e-9000000000000000") == "10000000000000000001.00")
        #expect(try ReferenceMath.subtract("1e20", "0.6") == "99999999999999999999.00")
        #expect(try ReferenceMath.subtract("1e20", "0.5") == "100000000000000000000.00")
        #expect(try ReferenceMath.subtract("1e20", "0.51") == "99999999999999999999.00")
        #expect(try ReferenceMath.subtract("1e20", "1e-9000000000000000") == "100000000000000000000.00")
    }

    @Test func marginsEndBelowHundred() throws {
        #expect(try ReferenceMath.calculateMarginPrice("1", "99.99") == "10000.00")
        for margin in ["100", "1e2", "100.01", "1e400"] {
            #expect(throws: ReferenceMathError.marginNotBelowHundred(margin)) {
                try ReferenceMath.calculateMarginPrice("1", margin)
            }
        }
        let nearly = "99.99999999999999999999999999999"
        #expect(throws: ReferenceMathError.marginNotBelowHundred(nearly)) {
            try ReferenceMath.calculateMarginPrice("1", nearly)
        }
    }

    @Test func divisionByZeroNamesBothOperands() {
        #expect(throws: ReferenceMathError.divisionByZero(dividend: "7.5", divisor: "-0.0")) {
            try ReferenceMath.divide("7.5", "-0.0")
        }
    }

    @Test func placesBelowZeroAreRefused() {
        #expect(throws: ReferenceMathError.negativePlaces(-1)) { try ReferenceMath.toFixed("1", -1) }
    }

    @Test(.timeLimit(.minutes(30)))
    func hostileExponentsAreAnsweredAtOnce() throws {
        #expect(try ReferenceMath.gt("1e999999999", "1e-999999999"))
        #expect(try ReferenceMath.multiply("2e999999999", "3e-999999999") == "6")
        #expect(try ReferenceMath.multiply("1e999999999", "1e999999999") == "1e+1999999998")
        #expect(try ReferenceMath.divide("1", "1e999999999") == "1e-999999999")
        #expect(try ReferenceMath.toFixed("-1e-999999999") == "-0.00")
        #expect(try ReferenceMath.toFixed("1e-999999999999999999999999999") == "0.00")
        #expect(try ReferenceMath.multiply("1e-9000000000000000", "1e-1") == "0")
        #expect(throws: ReferenceMathError.self) { try ReferenceMath.multiply("1e9000000000000000", "10") }
        #expect(throws: ReferenceMathError.tooLarge("1e9000000000000001")) {
            try ReferenceMath.toFixed("1e9000000000000001")
        }
        for attempt in [
            { try ReferenceMath.toFixed("1e999999999") }, { try ReferenceMath.toFixed("1", 999_999_999) },
            { try ReferenceMath.toFixed("1", .max) }, { try ReferenceMath.add("1e999999999", "1") },
            { try ReferenceMath.subtract("1", "1e999999999") },
            { try ReferenceMath.calculateMarginPrice("1e999999999", "1") },
        ] as [() throws -> String] {
            #expect(throws: ReferenceMathError.self, performing: { _ = try attempt() })
        }
        #expect(try ReferenceMath.toFixed("1e131071", 0).utf8.count == 131_072)
    }

    /// A literal may have as many significant digits as PostgreSQL's numeric, 147,455, and no more.
    @Test func literalsHaveAnEnd() throws {
        let longest = String(repeating: "7", count: 147_455)
        let longer = longest + "7"
        #expect(try ReferenceMath.gt(longest, "1"))
        #expect(throws: ReferenceMathError.tooLarge(longer)) { try ReferenceMath.gt(longer, "1") }
        #expect(try ReferenceMath.toFixed("1." + String(repeating: "0", count: 200_000), 0) == "1")
    }

    /// Every message quotes what was wrong and says what would be right.
    @Test(arguments: [
        (
            ReferenceMathError.notADecimal("12 EUR"),
            "\"12 EUR\" is not a decimal number; expected digits such as 12, -0.5, .5, 5. or 1.2e-7"
        ),
        (.divisionByZero(dividend: "1", divisor: "0.0"), "cannot divide \"1\" by \"0.0\": the divisor is zero"),
        (.marginNotBelowHundred("100"), "no price leaves a margin of \"100\" per cent; a margin must be less than 100"),
        (.negativePlaces(-2), "cannot write a number with -2 decimal places; expected 0 or more"),
        (
            .tooLarge("1e999999999 + 1"),
            "\"1e999999999 + 1\" has too many digits to be computed and written out in full"
        ),
    ])
    func messagesQuoteTheirInput(error: ReferenceMathError, message: String) {
        #expect(error.description == message)
    }

    @Test func veryLongInputIsQuotedWithoutItsMiddle() {
        let message = ReferenceMathError.notADecimal(String(repeating: "x", count: 1_000_000)).description
        #expect(message.utf8.count < 400)
    }
}
