import Dispatch
import Foundation
import Gate
import Results
import Synchronization

/// The stored runs that a call names: folders of runs, or folders that hold such folders.
enum JudgedRuns {
    /// Returns the runs behind the paths; a run that can't be read is a failure with its sentence.
    static func read(_ paths: [String]) throws -> [CandidateRun] {
        let roots = paths.isEmpty ? [ResultsFolder.defaultRoot] : paths
        var all: [ResultsFolder] = []
        for path in roots {
            let url = URL(fileURLWithPath: path)
            let folder = ResultsFolder(url: url)
            let isRun = FileManager.default.fileExists(atPath: folder.run.path)
            var folders = isRun ? [folder] : ResultsFolder.list(root: url)
            if !isRun, paths.isEmpty { folders = Array(folders.prefix(1)) }
            guard !folders.isEmpty else { throw CommandFailure(.missing, "\(path): \(absence(at: url))") }
            all += folders.reversed()
        }
        let runs = try read(all)
        try checkForCopies(runs)
        let compared = runs.filter { $0.tier != "smoke" }
        guard !compared.isEmpty else {
            throw CommandFailure(
                .missing, "there are smoke runs only, which aren't compared; run a load, stress or soak suite")
        }
        return compared
    }

    /// Returns why there are no results in a place, with what may have been meant.
    private static func absence(at url: URL) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return "there are no results here, nor is there such a folder; run a suite first, or name another"
        }
        guard isFolder.boolValue else {
            let parent = ResultsFolder(url: url.deletingLastPathComponent())
            return FileManager.default.fileExists(atPath: parent.run.path)
                ? "this is a part of the run in \(parent.url.path); name that folder"
                : "this is a file, and results are folders with a run.json, as Plimsoll's load suites leave them; "
                    + "name such a folder"
        }
        let parts = (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
        let meant = parts.filter { !ResultsFolder.list(root: $0).isEmpty }.map(\.path).sorted()
        return meant.isEmpty
            ? "there are no results here; run a suite first, or name their folder"
            : "there are no results here, but in \(meant.joined(separator: " and ")); name that"
    }

    /// Refuses a run that was named twice: it would count as two jobs, which differ by nothing.
    private static func checkForCopies(_ runs: [CandidateRun]) throws(CommandFailure) {
        let copies = Dictionary(grouping: runs.filter { $0.id != nil }) { "\($0.suite) \($0.id ?? "")" }
            .filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        guard !copies.isEmpty else { return }
        let sentences = copies.map { _, same in
            "\(same.map(\.path).joined(separator: " and ")) are one run, which can't count as \(same.count); name it once"
        }
        throw CommandFailure(.usage, sentences.joined(separator: "\n"))
    }

    /// Reads runs, as many at a time as there are processors; all that can't be read are told at once.
    static func read(_ folders: [ResultsFolder]) throws(CommandFailure) -> [CandidateRun] {
        let results = Mutex([Int: Result<CandidateRun, any Error>]())
        DispatchQueue.concurrentPerform(iterations: folders.count) { index in
            let result = Result { try CandidateRun.read(folders[index]) }
            results.withLock { $0[index] = result }
        }
        var runs: [CandidateRun] = []
        var faults: [String] = []
        for (_, result) in results.withLock(\.self).sorted(by: { $0.key < $1.key }) {
            switch result {
            case .success(let run): runs.append(run)
            case .failure(let error): faults.append("\(error)")
            }
        }
        guard faults.isEmpty else { throw CommandFailure(.missing, faults.joined(separator: "\n")) }
        return runs
    }

    /// Returns the runs by the name of the suite they belong to.
    static func bySuite(_ runs: [CandidateRun]) -> [(suite: String, runs: [CandidateRun])] {
        Dictionary(grouping: runs) { CandidateRun.suiteName(suite: $0.suite, test: $0.test) }
            .map { (suite: $0.key, runs: $0.value) }.sorted { $0.suite < $1.suite }
    }
}
