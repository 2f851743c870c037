/// A subject of a stream, perhaps with wildcards: what is wrong with it, and whether two take the same messages.
enum SubjectPattern {
    /// Why a text can't be a stream's subject, or `nil`.
    ///
    /// - Parameter isStored: whether JetStream keeps its messages, so that the server's own subjects are out of bounds.
    static func fault(_ text: String, isStored: Bool) -> String? {
        guard LoadSpec.Stream.isSubject(text) else {
            return "“\(text.prefix(80))” is no subject: words with dots between them, no blanks"
        }
        let words = text.split(separator: ".")
        if words.dropLast().contains(">") {
            return "“\(text)”: > stands for all further words, so it can only be the last"
        }
        guard isStored else { return nil }
        if words[0] == ">" {
            return "“>” takes every message, JetStream's own among them, which servers refuse; begin with a word"
        }
        return words[0] == "$JS" ? "“\(text)”: what begins with $JS belongs to the server; take another word" : nil
    }

    /// Whether there is a subject that both take.
    static func overlap(_ first: String, _ second: String) -> Bool {
        let (a, b) = (first.split(separator: "."), second.split(separator: "."))
        for (left, right) in zip(a, b) {
            if left == ">" || right == ">" { return true }
            if left != right, left != "*", right != "*" { return false }
        }
        return a.count == b.count
    }
}
