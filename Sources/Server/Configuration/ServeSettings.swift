import Workflow

/// Everything that can be set of `onething serve`.
public enum ServeSettings {
    public static let all: [Setting] = [
        Setting("host", .text, "127.0.0.1", "监听地址", "where it listens"),
        Setting("port", .integer(0...65_535), "8080", "端口；0 为任一空闲端口", "the port; 0: one that is free"),
        Setting("database", .path, "onething.sqlite", "数据库文件", "the database"),
        Setting("definitions", .path, "Definitions", "定义文件夹", "the folder of definitions"),
        Setting("keys", .path, nil, "主密钥文件；否则为“数据库名-keys”", "the file of master keys; else the database's name and -keys"),
        Setting("master-keys", .text, nil, isSecret: true, "主密钥本身", "the master keys themselves"),
        Setting("providers", .path, nil, "证照提供方文件", "the file of providers of licences"),
        Setting("algorithms", .choice(["standard", "gm"]), "standard", "密码算法", "the algorithms that seal and sign what is new"),
    ]
}
