internal import Measurement

extension Faults {
    /// A fault's text that can't be read: a sentence for each part.
    package struct Unreadable: Error, Equatable, CustomStringConvertible {
        package var problems: [String]
        package var description: String { problems.joined(separator: "; ") }
    }

    /// Reads faults as they are written on a command line, parted by commas:
    /// `slower=20%`, `slow=1%x10` (a share and how many times as long), `errors=5%` or `errors=5%:503`, `closed=1%`,
    /// `stall=1s/10s` (length and period).
    ///
    /// - Throws: ``Unreadable`` with everything that is wrong.
    package init(text: String) throws(Unreadable) {
        self.init()
        var problems: [String] = []
        for part in text.split(separator: ",").map({ $0.trimming() }) where !part.isEmpty {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count != 2 || !take(pair[0], pair[1]) {
                problems.append(
                    "“\(part)” is no fault: expected slower=20%, slow=1%x10, errors=5% or errors=5%:503, closed=1%, "
                        + "stall=1s/10s")
            }
        }
        if problems.isEmpty { problems = self.problems }
        guard problems.isEmpty else { throw Unreadable(problems: problems) }
    }

    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch name {
        case "slower":
            guard let percent = Faults.percent(value) else { return false }
            slowerPercent = percent
        case "slow":
            let parts = value.split(separator: "x").map(String.init)
            guard parts.count == 2, let percent = Faults.percent(parts[0]), let factor = Double(parts[1]) else {
                return false
            }
            (slowShare, slowFactor) = (percent / 100, factor)
        case "errors":
            let parts = value.split(separator: ":").map(String.init)
            guard (1...2).contains(parts.count), let percent = Faults.percent(parts[0]),
                let status = parts.count == 1 ? 500 : Int(parts[1])
            else { return false }
            (errorShare, errorStatus) = (percent / 100, status)
        case "closed":
            guard let percent = Faults.percent(value) else { return false }
            closedShare = percent / 100
        case "stall":
            let parts = value.split(separator: "/").map(String.init)
            guard parts.count == 2, let length = Duration(text: parts[0]), let every = Duration(text: parts[1]) else {
                return false
            }
            stall = Stall(every: every, length: length)
        default:
            return false
        }
        return true
    }

    /// The number before a percent sign.
    private static func percent(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let number = Double(text.dropLast()), number.isFinite else { return nil }
        return number
    }
}

extension Substring {
    fileprivate func trimming() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
