package import Foundation
internal import Measurement

/// Merges the results of several workers or shards into a folder of their own.
package enum ResultsMerger {
    /// Writes one folder that holds everything the others hold.
    package static func merge(_ folders: [ResultsFolder], into root: URL) throws -> ResultsFolder {
        let merged = try ResultsReader.read(merging: folders)
        var description = merged.description
        description.id = RunDescription.makeID()
        description.labels["merged_from"] = folders.map(\.url.lastPathComponent).joined(separator: " ")
        let folder = try ResultsFolder.create(root: root, run: description)
        let slices = try LineFile(appendingTo: folder.slices)
        for part in folders {
            try LineFile.forEachLine(of: part.slices) { try slices.append(Data($0) + [0x0a]) }
        }
        let writer = try ResultsWriter(folder: folder)
        for event in merged.events { try writer.append(event) }
        if merged.isComplete { try writer.finish(merged.report) }
        return folder
    }
}
