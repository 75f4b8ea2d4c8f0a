/// A page of a list: what is on it, and after what the next one begins.
struct Page<Item: Encodable>: Encodable {
    var items: [Item]
    var next: String?
}

/// How many are on a page where nothing else is said, and at most.
enum PageRequest {
    static let (usual, most) = (50, 200)
}
