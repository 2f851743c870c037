/// How far a word is from those that are known, so that a slip of the pen gets a hint.
enum WordDistance {
    /// `; is “steady” meant?`, or nothing when no known word is near.
    static func hint(for word: String, among known: [String]) -> String {
        // Capitals, dashes and camels are another habit, not another word.
        if let same = known.first(where: { plain($0) == plain(word) }) { return "; is “\(same)” meant?" }
        guard word.utf8.count <= 100, let near = known.min(by: { between($0, word) < between($1, word) }) else {
            return ""
        }
        let limit = min(3, max(1, word.utf8.count / 3))
        return between(near, word) <= limit ? "; is “\(near)” meant?" : ""
    }

    private static func plain(_ word: String) -> String {
        String(word.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Levenshtein's distance.
    static func between(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
