/// The version of the tool, as `--version`, the user agent and the results name it.
enum ToolVersion {
    static let current = "0.1.0"
}
