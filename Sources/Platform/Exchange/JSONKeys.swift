internal import Foundation

/// How a service spells the keys of its JSON.
enum JSONKeys: Sendable {
    /// As the properties are spelt.
    case plain
    /// With a capital first, as AWS does.
    case capitalised

    var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        if self == .capitalised {
            encoder.keyEncodingStrategy = .custom { Key(stringValue: written($0.last?.stringValue ?? "")) }
        }
        return encoder
    }

    var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        if self == .capitalised {
            decoder.keyDecodingStrategy = .custom { path in
                let key = path.last?.stringValue ?? ""
                return Key(stringValue: key.prefix(1).lowercased() + key.dropFirst())
            }
        }
        return decoder
    }

    /// A property's name as the service spells it.
    func written(_ name: String) -> String {
        self == .capitalised ? name.prefix(1).uppercased() + name.dropFirst() : name
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
