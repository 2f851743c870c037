package import Foundation
internal import Measurement

/// Reads the text of a baseline, and tells all its faults at once, each with the path of its field.
package struct BaselineParser {
    private var faults: [String] = []

    private init() {}

    /// Returns the baseline in a file's text.
    package static func parse(_ data: Data, file: String) throws(BaselineError) -> Baseline {
        guard String(validating: data, as: UTF8.self) != nil, !data.contains(0) else {
            throw BaselineError(.malformed, file: file, faults: ["this isn't UTF-8 text; restore it with git"])
        }
        let conflicts = MergeRemains.conflicts(in: data)
        guard conflicts.isEmpty else { throw BaselineError(.malformed, file: file, faults: conflicts) }
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: data)
        } catch {
            let reason =
                data.isEmpty ? "the file is empty" : "this isn't JSON, or it is cut off after \(data.count) bytes"
            throw BaselineError(.malformed, file: file, faults: [reason + "; restore it with git"])
        }
        guard let root = object as? [String: Any] else {
            throw BaselineError(.malformed, file: file, faults: ["expected an object with the fields of a baseline"])
        }
        var parser = BaselineParser()
        let schema = parser.integer(root["schema"], "schema")
        if let schema, schema > Baseline.currentSchema {
            throw BaselineError(
                .tooNew, file: file,
                faults: [
                    "schema \(schema) is newer than this version reads (\(Baseline.currentSchema)); update plimsoll"
                ])
        }
        if let schema, schema < 1 { parser.faults.append("schema: there is no schema \(schema)") }
        parser.faults += MergeRemains.duplicates(in: data)
        let baseline = parser.baseline(root)
        guard parser.faults.isEmpty else { throw BaselineError(.malformed, file: file, faults: parser.faults) }
        return baseline
    }

    private mutating func baseline(_ root: [String: Any]) -> Baseline {
        let known = ["schema", "suite", "runner_class", "workload", "anchor", "fingerprint", "metrics", "accepted"]
        for key in root.keys.sorted() where !known.contains(key) { faults.append("\(key): there is no such field") }
        var baseline = Baseline(
            suite: text(root["suite"], "suite"), runnerClass: text(root["runner_class"], "runner_class"),
            workload: text(root["workload"], "workload"), fingerprint: [:])
        if let anchor = root["anchor"] { baseline.anchor = text(anchor, "anchor") }
        if let facts = object(root["fingerprint"], "fingerprint") {
            for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
                baseline.fingerprint[key] = text(value, "fingerprint.\(key)")
            }
        }
        if let metrics = object(root["metrics"], "metrics") {
            for (key, value) in metrics.sorted(by: { $0.key < $1.key }) {
                let path = "metrics.“\(key)”"
                guard let metric = Metric(key) else {
                    faults.append(
                        "\(path): this names no metric; the kinds are \(Metric.Kind.words.map(\.word).joined(separator: ", "))"
                    )
                    continue
                }
                baseline.metrics[metric] = self.metric(value, metric, path)
            }
        }
        for (index, value) in (list(root["accepted"], "accepted", isOptional: true) ?? []).enumerated() {
            if let accepted = acceptance(value, "accepted[\(index)]") { baseline.accepted.append(accepted) }
        }
        if baseline.accepted.count > AcceptedRegression.most {
            faults.append(
                "accepted: \(baseline.accepted.count) entries, and at most \(AcceptedRegression.most) are kept")
        }
        return baseline
    }

    private mutating func metric(_ value: Any, _ metric: Metric, _ path: String) -> BaselineMetric? {
        guard let fields = object(value, path) else { return nil }
        let known = ["better", "gated", "unit", "tolerance", "margin", "level", "job_sd", "pair_sd", "runs"]
        for key in fields.keys.sorted() where !known.contains(key) {
            faults.append("\(path).\(key): there is no such field")
        }
        if let unit = fields["unit"] as? String, unit != metric.unit {
            faults.append("\(path).unit: expected “\(metric.unit)”, got “\(unit)”")
        }
        let direction = metric.isBetterWhenLarger ? "larger" : "smaller"
        if let better = fields["better"] as? String, better != direction {
            faults.append("\(path).better: expected “\(direction)”, got “\(better)”")
        }
        guard let isGated = fields["gated"] as? Bool else {
            faults.append("\(path).gated: expected true or false")
            return nil
        }
        let tolerance = number(fields["tolerance"], "\(path).tolerance", in: 0...1)
        let margin =
            metric.isCount
            ? 0 : number(fields["margin"], "\(path).margin", in: 0...(metric.isBetterWhenLarger ? 0.99 : 10))
        guard let tolerance, let margin else { return nil }
        if !metric.isCount, margin <= tolerance {
            faults.append("\(path).margin: \(margin) isn't above the tolerance of \(tolerance)")
        }
        let terms = MetricTerms(
            tolerance: metric.isCount
                ? tolerance : MetricTerms.change(worseBy: tolerance, metric: metric)?.logarithm ?? 0,
            margin: metric.isCount ? 0 : MetricTerms.change(worseBy: margin, metric: metric)?.logarithm ?? 0,
            isGated: isGated)
        guard let runs = runs(fields["runs"], metric, path) else { return nil }
        var result = BaselineMetric(terms: terms, runs: runs)
        if fields["pair_sd"] != nil { result.pairDeviation = number(fields["pair_sd"], "\(path).pair_sd", in: 0...10) }
        check(fields["level"], against: result.level, "\(path).level")
        return result
    }

    private mutating func runs(_ value: Any?, _ metric: Metric, _ path: String) -> BaselineMetric.Runs? {
        guard let values = list(value, "\(path).runs") else { return nil }
        if values.count > Baseline.mostRuns {
            faults.append("\(path).runs: \(values.count.counted("run")), and at most \(Baseline.mostRuns) are kept")
        }
        if metric.isCount {
            return .counts(
                values.enumerated().compactMap { index, value in
                    let pair = (value as? [Any])?.compactMap { Self.double($0) } ?? []
                    let count =
                        pair.count == 2
                        ? SecondCount(bad: Int(clamping: pair[0]), of: Int(clamping: pair[1])) : SecondCount()
                    if !count.isPossible {
                        faults.append(
                            "\(path).runs[\(index)]: expected [bad seconds, seconds], got \(Self.shown(value))")
                    }
                    return count
                })
        }
        return .levels(
            values.enumerated().compactMap { index, value in
                guard let level = Self.double(value), level > 0, level.isFinite else {
                    faults.append("\(path).runs[\(index)]: expected a number above zero, got \(Self.shown(value))")
                    return nil
                }
                return level
            })
    }

    /// Notes a level that was edited by hand and doesn't follow from the runs.
    private mutating func check(_ value: Any?, against computed: Double?, _ path: String) {
        guard let value else { return }
        guard let level = Self.double(value) else {
            faults.append("\(path): expected a number, got \(Self.shown(value))")
            return
        }
        guard let computed, computed.isFinite else { return }
        if abs(level - computed) > 0.01 * abs(computed) + 1e-9 {
            faults.append(
                "\(path): \(Self.shown(value)) doesn't follow from the runs, whose mean is \(BaselineText.number(computed))"
            )
        }
    }

    private mutating func acceptance(_ value: Any, _ path: String) -> AcceptedRegression? {
        guard let fields = object(value, path) else { return nil }
        let name = text(fields["metric"], "\(path).metric")
        let why = text(fields["why"], "\(path).why")
        guard let metric = Metric(name) else {
            if !name.isEmpty { faults.append("\(path).metric: “\(name)” names no metric") }
            return nil
        }
        guard let upTo = number(fields["up_to"], "\(path).up_to", in: AcceptedRegression.possible(for: metric)) else {
            return nil
        }
        let commit = fields["commit"].map { text($0, "\(path).commit") }
        return AcceptedRegression(metric: metric, upTo: upTo, why: why, commit: commit)
    }

    // MARK: - Fields

    private mutating func text(_ value: Any?, _ path: String) -> String {
        guard let text = value as? String, !text.isEmpty else {
            faults.append("\(path): expected a text, got \(Self.shown(value))")
            return ""
        }
        return text
    }

    private mutating func integer(_ value: Any?, _ path: String) -> Int? {
        guard let number = Self.double(value), number == number.rounded(), abs(number) < 1e9 else {
            faults.append("\(path): expected a whole number, got \(Self.shown(value))")
            return nil
        }
        return Int(number)
    }

    private mutating func number(_ value: Any?, _ path: String, in range: ClosedRange<Double>) -> Double? {
        guard let number = Self.double(value), range.contains(number) else {
            faults.append(
                "\(path): expected a number from \(range.lowerBound) to \(range.upperBound), got \(Self.shown(value))")
            return nil
        }
        return number
    }

    private mutating func object(_ value: Any?, _ path: String) -> [String: Any]? {
        if let object = value as? [String: Any] { return object }
        faults.append("\(path): expected an object, got \(Self.shown(value))")
        return nil
    }

    private mutating func list(_ value: Any?, _ path: String, isOptional: Bool = false) -> [Any]? {
        if let list = value as? [Any] { return list }
        if value == nil, isOptional { return nil }
        faults.append("\(path): expected a list, got \(Self.shown(value))")
        return nil
    }

    /// Returns a number, and not the one that Foundation makes of true and false.
    private static func double(_ value: Any?) -> Double? {
        if value is Bool, !(value is Int) { return nil }
        return (value as? NSNumber)?.doubleValue
    }

    private static func shown(_ value: Any?) -> String {
        switch value {
        case nil: "nothing"
        case is NSNull: "null"
        case let text as String: "“\(text.prefix(40))”"
        case is [String: Any]: "an object"
        case is [Any]: "a list"
        case let other?: "\(other)"
        }
    }
}

extension Int {
    /// Creates a whole number from a double that may not fit.
    fileprivate init(clamping value: Double) {
        self = value.isNaN ? -1 : Int(Swift.max(-1e15, Swift.min(1e15, value)))
    }
}
