extension RandomAccessCollection where Index == Int {
    /// The first place of a sorted collection at which something holds that holds for all after it; its end without one.
    @inlinable
    public func firstPlace(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
