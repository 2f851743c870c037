import Foundation

/// The messages of the image generator's queue: `{"prompt":…,"fast_mode":…,"small_image":…}`.
package struct MemePrompt: Codable, Equatable, Sendable {
    package var prompt: String
    package var fast_mode: Bool
    package var small_image: Bool

    package init(_ prompt: String, fastMode: Bool = true, smallImage: Bool = false) {
        self.prompt = prompt
        fast_mode = fastMode
        small_image = smallImage
    }

    /// The message's bytes.
    package var payload: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("a prompt can't be written as JSON") }
        return [UInt8](data)
    }

    /// Prompts for those who bring none.
    package static let examples = [
        "a cat that discovers gravity", "a penguin giving a keynote", "a dog reviewing a pull request",
        "an owl on its fifth coffee", "a robot learning to water plants", "a hamster in a board meeting",
        "a sheep counting people", "a duck explaining queues", "a llama waiting for a build", "a snail winning a race",
    ]

    /// The prompts of a file, one a line; blank lines don't count.
    package static func prompts(inFile path: String) throws -> [String] {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw PromptFault(description: "the prompts file \(path) can't be read; give a text with a prompt a line")
        }
        let prompts = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        if prompts.isEmpty {
            throw PromptFault(description: "the prompts file \(path) has no prompts; give one a line")
        }
        return prompts
    }
}

/// Why there are no prompts.
package struct PromptFault: Error, CustomStringConvertible {
    package let description: String
}
