import Foundation
import Testing

@testable import Cluster

/// Something a real cluster said, from the folder of fixtures.
struct Recording {
    /// The file's name.
    var name: String

    /// The recording as it is.
    var bytes: Data {
        get throws {
            let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
            return try Data(contentsOf: folder.appending(path: name))
        }
    }

    /// The lines of a watch.
    func lines<Object>(of kind: Object.Type) throws -> [WatchLine<Object>] {
        try bytes.split(separator: UInt8(ascii: "\n")).map { try WatchLine<Object>($0) }
    }

    /// The objects of a watch's lines that bear a name, in order.
    func objects<Object: Named>(_ kind: Object.Type, named name: String) throws -> [Object] {
        try lines(of: kind).compactMap(\.object).filter { $0.metadata.name == name }
    }

    /// A single object.
    func object<Object: Decodable>(_ kind: Object.Type) throws -> Object {
        try JSONDecoder().decode(kind, from: bytes)
    }
}

/// An object with a name.
protocol Named: Decodable, Sendable {
    var metadata: ObjectMetadata { get }
}

extension Pod: Named {}
extension Workload: Named {}
extension HorizontalAutoscaler: Named {}
extension VerticalAutoscaler: Named {}
