/// Where a run ran: what has to be equal before two runs are compared, and what is good to know.
package struct Fingerprint: Sendable, Hashable, Codable {
    /// The operating system and its version: `Debian GNU/Linux 12`.
    package var os: String
    /// The processor's architecture: `x86_64`.
    package var architecture: String
    /// The processor's model.
    package var cpu: String
    /// How many processors there are.
    package var cores: Int
    /// The memory, to the nearest power of two of gibibytes: `8 GiB`.
    package var memory: String
    /// The container's limits: `cpu=1.5 memory=512 MiB`; `none` when there are none.
    package var container: String
    /// The class of runner, from `PLIMSOLL_RUNNER_CLASS`; `unclassified` when that isn't set.
    package var runnerClass: String
    /// The version of Swift that built this.
    package var swift: String
    /// `debug` or `release`.
    package var build: String

    /// The kernel. Not compared.
    package var kernel: String
    /// The container image, from `PLIMSOLL_IMAGE`. Not compared.
    package var image: String
    /// The host's name. Not compared.
    package var host: String

    enum CodingKeys: String, CodingKey {
        case os, architecture, cpu, cores, memory, container, swift, build, kernel, image, host
        case runnerClass = "runner_class"
    }

    /// Creates a fingerprint.
    package init(
        os: String, architecture: String, cpu: String, cores: Int, memory: String, container: String,
        runnerClass: String, swift: String, build: String, kernel: String = "", image: String = "", host: String = ""
    ) {
        self.os = os
        self.architecture = architecture
        self.cpu = cpu
        self.cores = cores
        self.memory = memory
        self.container = container
        self.runnerClass = runnerClass
        self.swift = swift
        self.build = build
        self.kernel = kernel
        self.image = image
        self.host = host
    }

    /// The facts that have to be equal before two runs are compared, by name.
    package var hardFields: [(name: String, value: String)] {
        [
            ("os", os), ("architecture", architecture), ("cpu", cpu), ("cores", String(cores)), ("memory", memory),
            ("container", container), ("runner_class", runnerClass), ("swift", swift), ("build", build),
        ]
    }

    /// The names of the facts that differ and shouldn't.
    package func mismatches(with other: Fingerprint) -> [String] {
        zip(hardFields, other.hardFields).filter { $0.value != $1.value }.map(\.0.name)
    }

    /// The fingerprint in a line.
    package var summary: String {
        "\(os), \(architecture), \(cores) × \(cpu), \(memory)" + (container == "none" ? "" : ", \(container)")
            + ", Swift \(swift) \(build), \(runnerClass)"
    }
}
