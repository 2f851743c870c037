extension Profile {
    /// A part of the profile that figures are kept for.
    struct Phase: Equatable {
        var name: String
        var startNs: Int64
        var endNs: Int64
        var isExcluded = false
    }

    /// Above how many stages those without a name of their own have no phase of their own either.
    static let mostUnnamedPhases = 500

    /// The stages as phases.
    ///
    /// Figures are kept for each phase and endpoint, and a recorded day that is replayed has a stage a second. So in a profile of very many stages,
    /// neighbours that the author gave no name are one phase, called by their places: `stages 2–86400`.
    var phases: [Phase] {
        var phases: [Phase] = []
        var isOpen = false
        for (place, piece) in pieces.enumerated() {
            let joins = pieces.count > Self.mostUnnamedPhases && !piece.isNamed
            if joins, isOpen, let last = phases.last, last.isExcluded == piece.isExcluded {
                phases[phases.count - 1].endNs = piece.endNs
                phases[phases.count - 1].name = "\(last.name.prefix { $0 != "–" })–\(place + 1)"
            } else {
                let name = joins ? "stages \(place + 1)" : piece.name
                phases.append(
                    Phase(name: name, startNs: piece.startNs, endNs: piece.endNs, isExcluded: piece.isExcluded))
            }
            isOpen = joins
        }
        return phases
    }
}
