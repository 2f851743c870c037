@main
struct PlimsollCommand {
    static func main() {}
}
