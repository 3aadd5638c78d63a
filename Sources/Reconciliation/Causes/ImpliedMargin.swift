internal import FinancialMath

/// The one margin that explains the most of several prices.
///
/// A price in cents is given by a range of margins, a narrow one where the price is high. Where the ranges of many
/// prices overlap, one margin gives them all: most likely the one that they were made with.
struct ImpliedMargin {
    /// In hundredths of a percent.
    let hundredths: Int

    /// So few prices agree by accident.
    static let leastPrices = 3

    /// Nil when no margin of two places gives so many prices that it can be no accident.
    ///
    /// - Parameter ranges: The margins that give each price.
    init?(_ ranges: [ClosedRange<Int>]) {
        guard let best = Self.mostCovered(ranges) else { return nil }
        let margin = Self.roundest(in: best)
        guard ranges.count(where: { $0.contains(margin) }) >= Self.leastPrices else { return nil }
        hundredths = margin
    }
}

extension ImpliedMargin {
    /// The margins in hundredths of a percent that give a price from a cost; nil when none does.
    static func margins(cost: Cost, actual: Money) -> ClosedRange<Int>? {
        guard cost.isPositive, actual.isPositive else { return nil }
        // A margin of 100 % or more gives no price: more than any.
        let low = first { margin in cost.price(margin: margin).map { $0 >= actual } ?? true }
        let above = first { margin in cost.price(margin: margin).map { $0 > actual } ?? true }
        return low < above ? low...(above - 1) : nil
    }

    /// Margins below −1,000 % and above 99.99 % are none that anybody set.
    private static let bounds = -100_000...9_999

    /// The first margin for which something holds that holds for all greater ones.
    private static func first(where holds: (Percentage) -> Bool) -> Int {
        var (low, high) = (bounds.lowerBound, bounds.upperBound + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(Percentage(unscaled: Int64(middle), places: 2)) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The stretch that lies in the most ranges; the lowest of several.
    static func mostCovered(_ ranges: [ClosedRange<Int>]) -> ClosedRange<Int>? {
        let starts = ranges.map(\.lowerBound).sorted()
        let ends = ranges.map(\.upperBound).sorted()
        var (open, most, best, end) = (0, 0, ClosedRange<Int>?.none, 0)
        for start in starts {
            while ends[end] < start {
                open -= 1
                end += 1
            }
            open += 1
            if open > most { (most, best) = (open, start...ends[end]) }
        }
        return best
    }

    /// The margin with the fewest decimal places; the lowest of several.
    static func roundest(in range: ClosedRange<Int>) -> Int {
        for step in [1_000, 500, 100, 50, 10] {
            let below = range.lowerBound - 1
            let multiple = (below - (below % step + step) % step) + step
            if range.contains(multiple) { return multiple }
        }
        return range.lowerBound
    }
}
