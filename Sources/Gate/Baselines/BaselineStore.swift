package import Foundation
internal import Results

/// The folder of baselines: `baselines/<runner class>/<suite>.json`.
package struct BaselineStore: Sendable {
    /// The largest file that is read or written, in bytes: room for the 200 endpoints that a run names at most.
    package static let largest = 256 * 1024

    /// The folder.
    package let root: URL

    /// Names a folder.
    package init(root: URL) { self.root = root }

    /// Returns where the baseline of a suite lies.
    package func url(runnerClass: String, suite: String) -> URL {
        root.appendingPathComponent(Self.fileName(runnerClass), isDirectory: true)
            .appendingPathComponent(Self.fileName(suite) + ".json")
    }

    /// Returns the baseline of a suite.
    package func load(runnerClass: String, suite: String) throws(BaselineError) -> Baseline {
        let url = url(runnerClass: runnerClass, suite: suite)
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw BaselineError(
                .missing, file: url.path,
                faults: [
                    "there is no baseline of \(suite) for the runner class “\(runnerClass)”; make one with `plimsoll baseline update --from <results>`"
                ])
        }
        let baseline = try Self.load(url)
        var faults: [String] = []
        if baseline.suite != suite { faults.append("suite: expected “\(suite)”, got “\(baseline.suite)”") }
        if baseline.runnerClass != runnerClass {
            faults.append("runner_class: expected “\(runnerClass)”, got “\(baseline.runnerClass)”")
        }
        guard faults.isEmpty else { throw BaselineError(.malformed, file: url.path, faults: faults) }
        return baseline
    }

    /// Returns the baseline in a file.
    package static func load(_ url: URL) throws(BaselineError) -> Baseline {
        if let obstacle = RegularFile.obstacle(at: url) {
            throw BaselineError(.malformed, file: url.path, faults: ["this is no baseline: \(obstacle)"])
        }
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw BaselineError(.missing, file: url.path, faults: ["the file can't be read"])
        }
        guard data.count <= largest else {
            throw BaselineError(
                .malformed, file: url.path, faults: ["\(data.count) bytes, and a baseline has at most \(largest)"])
        }
        return try BaselineParser.parse(data, file: url.path)
    }

    /// Writes a baseline to its place.
    package func save(_ baseline: Baseline) throws(BaselineError) -> URL {
        let url = url(runnerClass: baseline.runnerClass, suite: baseline.suite)
        let data = Data(BaselineText.write(baseline).utf8)
        guard data.count <= Self.largest else {
            throw BaselineError(
                .notWritable, file: url.path,
                faults: [
                    "the baseline would have \(data.count) bytes, and \(Self.largest) are allowed; name fewer endpoints with `as:`"
                ])
        }
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: url, options: .atomic)
        } catch {
            throw BaselineError(
                .notWritable, file: url.path, faults: ["the file can't be written; make the folder writable"])
        }
        return url
    }

    /// Returns all baseline files, in order.
    package func files() -> [URL] {
        let found =
            FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return found.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    /// Returns a name that is safe as a file's.
    static func fileName(_ name: String) -> String {
        let safe = String(name.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" })
        return safe.hasPrefix(".") ? "-" + safe.dropFirst() : safe
    }
}
