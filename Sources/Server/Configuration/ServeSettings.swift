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
        Setting("connections", .integer(1...1_000_000), "10000", "同时的连接数", "connections at once"),
        Setting("connections-per-address", .integer(1...1_000_000), "1000", "每个地址同时的连接数", "connections at once of one address"),
        Setting("requests-at-work", .integer(1...100_000), "256", "同时处理的请求数", "requests that are worked on at once"),
        Setting("head-seconds", .integer(1...3_600), "10", "请求头须在几秒内到齐", "seconds in which the headers of a request have to come"),
        Setting(
            "body-seconds", .integer(1...3_600), "30", "正文须在几秒内到齐，每 16 kB 另加一秒",
            "seconds in which a body has to come, and one more for each 16 kB"),
        Setting("idle-seconds", .integer(1...86_400), "60", "两次请求之间最长空闲秒数", "seconds for which a connection may do nothing"),
        Setting("rate", .integer(0...1_000_000), "200", "每个调用者每秒请求数；0 为不限", "requests a second of one caller; 0: without limit"),
        Setting("burst", .integer(1...1_000_000), "2000", "超出前可一次发出的请求数", "requests of one caller at once before the rate counts"),
        Setting("issuer", .text, nil, "外部令牌签发方（OIDC，iss）", "an issuer of tokens from outside (OIDC), as `iss` has it"),
        Setting("audience", .text, "onething", "令牌的 aud", "what of `aud` is this office"),
        Setting("jwks", .text, nil, "签发方公钥：http:// 地址或文件；否则由签发方发现", "its keys: an http:// address or a file; else as it says itself"),
        Setting("token-type", .choice(["at+jwt", "JWT"]), "at+jwt", "令牌的 typ", "the `typ` of its tokens"),
        Setting("holder-claim", .text, "onething_holder", "公民身份号码或统一社会信用代码所在的声明", "the claim with a citizen's number or a credit code"),
        Setting(
            "staff-strength", .list, nil, "工作人员的 acr 或 amr（两种以上要素）", "`acr` or `amr` of staff with two factors; else mfa, aal2, aal3, 2, 3"),
        Setting("log-format", .choice(["text", "json"]), "text", "日志格式", "how the log is written"),
        Setting("log", .choice(["requests", "faults"]), "requests", "日志记什么", "what stands in the log"),
        Setting(
            "housekeeping-seconds", .integer(0...86_400), "60", "每隔几秒处理到期等事；0 为不处理", "seconds between two rounds of housekeeping; 0: none"),
        Setting("exchange", .path, nil, "与部门系统交换消息的文件夹", "the folder of messages to and from departments' systems"),
        Setting("allow-webhook-host", .list, nil, "允许的内部订阅方主机", "hosts of subscribers that are none of the public internet"),
        Setting("webhook-proxy", .text, nil, "对订阅方起 TLS 的代理", "the proxy that begins TLS to subscribers at https://"),
        Setting("file-megabytes", .integer(1...1_024), "20", "每个上传文件的上限（MB）", "megabytes of an uploaded file, at most"),
        Setting("case-megabytes", .integer(1...102_400), "200", "每件全部文件的上限（MB）", "megabytes of all files of a case, at most"),
        Setting("case-files", .integer(1...10_000), "100", "每件的文件数上限", "files of a case, at most"),
        Setting("rating-window", .integer(1...3_650), "30", "办结后可评价的天数", "days after its end in which an item may be rated"),
        Setting("call-back", .integer(1...365), "5", "差评回访的工作日", "working days in which a bad rating is called back"),
        Setting("proxy", .list, nil, "反向代理的地址", "addresses of proxies before it: 10.0.0.0/8, ::1"),
    ]
}
