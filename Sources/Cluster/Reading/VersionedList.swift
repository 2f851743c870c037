internal import Foundation

/// A list of objects with its version, from which a watch goes on.
struct VersionedList<Object: Decodable & Sendable>: Sendable {
    /// The version; “0”, which stands for any, where the list names none.
    var version: String
    /// The objects.
    var objects: [Object]

    /// Reads a list as the API server sends it: quickly if it can, with the general decoder otherwise.
    init(reading answer: Data) throws {
        self = try Self.quickly([UInt8](answer)[...]) ?? JSONDecoder().decode(Self.self, from: answer)
    }

    private init(version: String, objects: [Object]) {
        self.version = version
        self.objects = objects
    }

    /// Reads a list quickly; nil when the general decoder has to look at it.
    static func quickly(_ answer: ArraySlice<UInt8>) -> VersionedList? {
        guard let type = Object.self as? any QuicklyRead.Type else { return nil }
        return try? quickly(answer, as: type)
    }

    private static func quickly(_ answer: ArraySlice<UInt8>, as type: any QuicklyRead.Type) throws -> VersionedList {
        var cursor = JSONCursor(answer)
        var version = "0"
        var objects: [Object] = []
        try cursor.object { key, cursor in
            switch key {
            case "metadata":
                try cursor.object { key, cursor in
                    guard key == "resourceVersion" else { return try cursor.skip() }
                    version = try cursor.string()
                }
            case "items":
                try cursor.array { cursor in
                    guard let object = try type.init(reading: &cursor) as? Object else {
                        throw JSONCursor.Unexpected()
                    }
                    objects.append(object)
                }
            default: try cursor.skip()
            }
        }
        try cursor.end()
        return VersionedList(version: version, objects: objects)
    }
}

// MARK: -

extension VersionedList: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, items }

    private struct Metadata: Decodable { var resourceVersion: String? }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let metadata = try container.decodeIfPresent(Metadata.self, forKey: .metadata)
        version = metadata?.resourceVersion ?? "0"
        objects = try container.decodeIfPresent([Object].self, forKey: .items) ?? []
    }
}
