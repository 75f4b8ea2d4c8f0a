/// Nothing goes out from a copy of the office's database (O2): else departments would hear two of us.
public struct CopyIsSilent: Error, Sendable, Hashable {
    public var message: Title { Title(zh: "这是数据库的副本，不与部门交换", en: "this is a copy of the database: it exchanges nothing with departments") }
    public func help(on surface: Surface) -> Title {
        Title(
            zh: surface("若由它接替原库，先运行 restore --confirm", "请与系统管理员联系"),
            en: surface("if it takes the place of the other, run restore --confirm first", "tell whoever runs the server"))
    }
}
