/// What is wrong with an answer that was read as JSON: a clause that names the place.
struct Malformation: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
