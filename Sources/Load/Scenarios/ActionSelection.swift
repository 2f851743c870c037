/// Which actions take part in a run, by their tags: `PLIMSOLL_TAGS`, `PLIMSOLL_EXCLUDE`.
public struct ActionSelection: Sendable, Equatable {
    /// Only actions with one of these tags; empty for all.
    public var included: Set<ActionTag>
    /// No actions with one of these tags.
    public var excluded: Set<ActionTag>

    /// A selection; everything unless said otherwise.
    public init(included: Set<ActionTag> = [], excluded: Set<ActionTag> = []) {
        self.included = included
        self.excluded = excluded
    }

    /// Whether an action with these tags takes part.
    package func admits(_ tags: [ActionTag]) -> Bool {
        (included.isEmpty || tags.contains(where: included.contains)) && !tags.contains(where: excluded.contains)
    }
}

extension UserScenario {
    /// The tags of all actions, in the order of their names.
    public var tags: [ActionTag] {
        Set(kinds.flatMap { $0.actions.flatMap(\.tags) }).sorted { $0.name < $1.name }
    }

    /// The scenario with the selected actions only, kinds of user without any left out.
    ///
    /// Throws the faults: tags that no action bears, or a selection that leaves nothing.
    package func selecting(_ selection: ActionSelection) throws(InvalidLoad) -> Self {
        let known = Set(tags)
        let unknown = selection.included.union(selection.excluded).subtracting(known).map(\.name).sorted()
        if !unknown.isEmpty {
            let names =
                tags.isEmpty ? "its actions have none" : "there are: " + tags.map(\.name).joined(separator: ", ")
            throw InvalidLoad(faults: unknown.map { "no action of “\(name)” has the tag “\($0)” (\(names))" })
        }
        var copy = self
        copy.kinds = kinds.compactMap { kind in
            var kind = kind
            kind.actions = kind.actions.filter { selection.admits($0.tags) }
            return kind.actions.isEmpty ? nil : kind
        }
        if copy.kinds.isEmpty { throw InvalidLoad(faults: ["the chosen tags leave no action of “\(name)”"]) }
        return copy
    }
}
