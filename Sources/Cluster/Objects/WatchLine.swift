import Foundation

/// A line of a watch: an object that came, changed or went, or the server's word that the watch can't go on.
package enum WatchLine<Object: Decodable & Sendable>: Sendable {
    /// The object is new to the watch, or was there when it began.
    case added(Object)
    /// The object changed.
    case modified(Object)
    /// The object is gone; this is how it looked last.
    case deleted(Object)
    /// Nothing changed; the server says how far the watch has come.
    case bookmark
    /// The watch can't go on: the version it started from is too old, or the like.
    case failed(reason: String, message: String)

    /// The object that came or changed; nil for the other lines.
    package var object: Object? {
        switch self {
        case .added(let object), .modified(let object), .deleted(let object): object
        case .bookmark, .failed: nil
        }
    }

    /// Reads one line as kubectl prints it with --output-watch-events, or the API server with --raw.
    package init(_ line: some Collection<UInt8>) throws {
        self = try Self.quickly(line as? ArraySlice<UInt8> ?? Array(line)[...]) ?? Self(decoding: line)
    }

    /// Reads one line with the general decoder.
    init(decoding line: some Collection<UInt8>) throws {
        self = try JSONDecoder().decode(Wire.self, from: Data(line)).line
    }

    /// The line as it is on the wire.
    private struct Wire: Decodable {
        var line: WatchLine

        private enum CodingKeys: String, CodingKey { case type, object }
        private struct Status: Decodable {
            var reason: String?
            var message: String?
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            switch try container.decode(String.self, forKey: .type) {
            case "ADDED": line = .added(try container.decode(Object.self, forKey: .object))
            case "MODIFIED": line = .modified(try container.decode(Object.self, forKey: .object))
            case "DELETED": line = .deleted(try container.decode(Object.self, forKey: .object))
            case "BOOKMARK": line = .bookmark
            case "ERROR":
                let status = try container.decode(Status.self, forKey: .object)
                line = .failed(reason: status.reason ?? "Error", message: status.message ?? "")
            case let other:
                throw DecodingError.dataCorruptedError(
                    forKey: .type, in: container, debugDescription: "“\(other)” is no watch event"
                )
            }
        }
    }
}
