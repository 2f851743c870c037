import Foundation
import Gate
import Results

/// The stored runs that a call names: folders of runs, or folders that hold such folders.
enum JudgedRuns {
    /// Returns the runs behind the paths; a run that can't be read is a failure with its sentence.
    static func read(_ paths: [String]) throws -> [CandidateRun] {
        let roots = paths.isEmpty ? [ResultsFolder.defaultRoot] : paths
        var runs: [CandidateRun] = []
        for path in roots {
            let url = URL(fileURLWithPath: path)
            let folder = ResultsFolder(url: url)
            let isRun = FileManager.default.fileExists(atPath: folder.run.path)
            var folders = isRun ? [folder] : ResultsFolder.list(root: url)
            if !isRun, paths.isEmpty { folders = Array(folders.prefix(1)) }
            guard !folders.isEmpty else {
                throw CommandFailure(
                    .missing, "\(path): there are no results here; run a suite first, or name their folder")
            }
            do {
                runs += try folders.reversed().map { try CandidateRun.read($0) }
            } catch {
                throw CommandFailure(.missing, "\(error)")
            }
        }
        let compared = runs.filter { $0.tier != "smoke" }
        guard !compared.isEmpty else {
            throw CommandFailure(
                .missing, "there are smoke runs only, which aren't compared; run a load, stress or soak suite")
        }
        return compared
    }

    /// Returns the runs by the name of the suite they belong to.
    static func bySuite(_ runs: [CandidateRun]) -> [(suite: String, runs: [CandidateRun])] {
        Dictionary(grouping: runs) { CandidateRun.suiteName(suite: $0.suite, test: $0.test) }
            .map { (suite: $0.key, runs: $0.value) }.sorted { $0.suite < $1.suite }
    }
}
