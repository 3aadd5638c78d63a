/// The name that somebody will have meant; nil when none is near.
func nearestName(to name: String, among known: [String]) -> String? {
    func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    if let same = known.first(where: { plain($0) == plain(name) }) { return same }
    let distances = known.map { (name: $0, distance: distance(plain(name), plain($0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }),
        best.distance <= max(1, min(plain(name).count, plain(best.name).count) / 3)
    else { return nil }
    return best.name
}

/// How many letters have to be put in, left out, replaced or swapped with their neighbour to make one of the other.
private func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one.prefix(64)), Array(other.prefix(64)))
    var rows = [Array(0...other.count)]
    for (line, letter) in one.enumerated() {
        var row = [line + 1]
        for column in other.indices {
            let replaced = rows[line][column] + (letter == other[column] ? 0 : 1)
            var best = min(replaced, row[column] + 1, rows[line][column + 1] + 1)
            if line > 0, column > 0, letter == other[column - 1], one[line - 1] == other[column] {
                best = min(best, rows[line - 1][column - 1] + 1)
            }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[one.count][other.count]
}
