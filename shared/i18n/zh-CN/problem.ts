import type { problem as en } from '../en/problem.ts'
import type { Translation } from '../index.ts'

export const problem: Translation<typeof en> = {
  refused: {
    title: '{{server}} 没有应答',
    meaning: '那台计算机在线，但该端口上没有服务器在监听。没有改动任何模型。',
    next: '请在那里启动 Ollama，或检查端口。要从其他计算机访问，需要让 Ollama 监听网络：OLLAMA_HOST=0.0.0.0。',
    here: {
      meaning: '本机的该端口上没有服务器在监听。没有改动任何模型。',
      next: '请启动 Ollama，或检查端口。如果 Ollama 在容器中运行，请发布它的端口，例如 docker run -p 11434:11434。',
    },
    windows: {
      next: '请启动 Ollama，或检查端口。如果它在 WSL 或容器中运行，请启动 WSL 或容器，并发布容器的端口。',
    },
    wsl: {
      next: '请在 WSL 中启动 Ollama，或检查端口。如果它在 Windows 中运行，请在那里用 OLLAMA_HOST=0.0.0.0 让它监听网络并使用 Windows 的地址，或在 .wslconfig 中设置 networkingMode=mirrored。',
    },
  },
  no_such_name: {
    title: '找不到名为 {{host}} 的计算机',
    meaning: '没有找到这个名称，因此没有发送任何内容。',
    next: '请检查主机名的拼写，以及网络或 VPN。',
  },
  name_lookup_failed: {
    title: '无法查询名称 {{host}}',
    meaning: '域名解析服务没有应答，因此没有发送任何内容。',
    next: '请检查网络或 VPN，然后重试。使用 IP 地址无需解析。',
  },
  connect_timed_out: {
    title: '无法连接到 {{server}}',
    meaning: '连接请求本身没有得到应答：计算机已关机或休眠，或防火墙丢弃了发往该端口的内容。',
    next: '请检查那台计算机是否开机、地址是否正确，以及它的防火墙。',
    here: {
      meaning: '连接请求没有得到任何应答：本机的防火墙或安全软件阻止了该端口。',
      next: '请检查端口，以及本机的防火墙和安全软件。',
    },
  },
  timed_out: {
    title: '{{server}} 未及时应答',
    meaning: '它接受了连接，之后便没有应答。它可能正忙，已经开始的工作可能仍在继续。',
    next: '请稍后重试。如果一直没有应答，请确认该端口上监听的是 Ollama。',
  },
  reset: {
    title: '{{server}} 中断了连接',
    meaning: '应答没有完整到达，因此未被采用。服务器可能已经完成了操作。',
    next: '请重试。如果反复出现，请查看服务器或其前面代理的日志。',
    here: {
      next: '请重试。如果反复出现，请查看其日志。如果它在容器中或隧道之后，Ollama 必须在那里运行，并监听该端口通向的地址：在容器中为 OLLAMA_HOST=0.0.0.0。',
    },
  },
  tls: {
    title: '无法与 {{server}} 建立安全连接',
    meaning: '双方无法商定加密方式，因此没有发送任何内容。',
    next: '请检查端口是否为 https 端口。过旧的服务器或代理可能需要更新。',
  },
  certificate_untrusted: {
    title: '{{server}} 的证书不受信任',
    meaning: '它是自签名的，或由本机不认识的机构签发，因此没有发送任何内容。',
    next: '如果这是你自己的服务器，请查看证书、核对指纹，并信任这一张证书。',
  },
  certificate_name: {
    title: '{{server}} 的证书属于另一个名称',
    meaning: '应答者可能不是你要找的计算机，因此没有发送任何内容。',
    next: '请使用证书中的名称。如果这是你自己的服务器，可以查看并信任这一张证书。',
  },
  certificate_expired: {
    title: '{{server}} 的证书目前无效',
    meaning: '它已过期或尚未生效，因此没有发送任何内容。',
    next: '请在服务器上更新证书，并检查两台计算机的日期。如果这是你自己的服务器，可以查看并信任这一张证书。',
    here: {
      next: '请更新证书，并检查本机的日期。如果是你自己的服务器，可以查看证书并信任它。',
    },
  },
  certificate_changed: {
    title: '{{server}} 出示的证书不是你信任的那一张',
    meaning: '服务器换了新证书，或有人冒充它应答。没有发送任何内容，也没有发送凭据。',
    next: '请询问服务器的管理者。如果新证书无误，请查看并改为信任它。',
  },
  plain_http: {
    title: '{{server}} 不使用 https',
    meaning: '那里应答的是未加密的 http，因此没有发送请求。',
    next: '如果你信任其间的网络，请使用 {{right}}。',
  },
  needs_https: {
    title: '{{server}} 需要 https',
    meaning: '那里只接受加密的请求，没有读取这一个。',
    next: '请使用 {{right}}。',
  },
  only_loopback: {
    title: '{{server}} 是本机，而 Ollama 只在 {{right}} 监听',
    meaning: '因此它在本机的其他地址上不应答。没有任何改动。',
    next: '请使用 {{right}}。要从其他计算机访问它，请为 Ollama 设置 OLLAMA_HOST=0.0.0.0 并重新启动它。',
  },
  unreachable: {
    title: '无法到达 {{server}}',
    meaning: '目前没有通往那台计算机的路径。它上面的内容没有变化。',
    next: '请检查网络或 VPN，然后重试。',
    here: {
      meaning: '本机目前没有这个地址，可能是因为 IPv6 已关闭。没有任何改动。',
      next: '请改用 127.0.0.1。',
    },
  },
  gateway_down: {
    title: '{{server}} 的代理得不到 Ollama 的应答',
    meaning: '它无法转发请求，或其后的服务器用时过长。那台服务器已经开始的工作可能仍在继续。',
    next: '请启动代理之后的 Ollama，或检查代理转发到何处、等待多久。',
  },
  not_ollama: {
    title: '{{server}} 不是 Ollama 服务器',
    meaning: '有程序应答，但方式与 Ollama 不同。没有任何改动。',
    next: '请检查此主机的地址、端口和路径。',
  },
  path_wrong: {
    title: 'Ollama 不在 {{server}} 的路径之下',
    meaning: '它在不带路径的同一地址应答。没有任何改动。',
    next: '请使用 {{right}}。',
  },
  is_llama_cpp: {
    title: '{{server}} 是 llama.cpp 的服务器，不是 Ollama',
    meaning: '它没有 Ollama 用来列出、获取和加载模型的 API。没有任何改动。',
    next: '请填写 Ollama 服务器的地址。它通常使用端口 11434。',
  },
  is_lm_studio: {
    title: '{{server}} 是 LM Studio，不是 Ollama',
    meaning: 'LM Studio 管理自己的模型，没有 Ollama 的 API。没有任何改动。',
    next: '请填写 Ollama 服务器的地址。它通常使用端口 11434。',
  },
  is_open_webui: {
    title: '{{server}} 是 Open WebUI，不是 Ollama 本身',
    meaning: 'Open WebUI 在 {{right}} 之下把请求转给它的 Ollama，需要 API 密钥。没有任何改动。',
    next: '请使用 {{right}}，并把你的 Open WebUI 账户中的 API 密钥填作令牌。',
  },
  is_localai: {
    title: '{{server}} 是 LocalAI，没有 Ollama 的 API',
    meaning: '这个版本的 LocalAI 只有 Corral 不使用的 API。没有任何改动。',
    next: '请更新 LocalAI，或填写 Ollama 服务器的地址。它通常使用端口 11434。',
  },
  is_web_page: {
    title: '{{server}} 返回的是网页：“{{page}}”',
    meaning: '它可能是登录页或其他程序，但不是 Ollama。没有任何改动。',
    next: '请检查此主机的地址、端口和路径。如果是要求登录的代理，请填写它接受的令牌或密码。',
  },
  local_network_denied: {
    title: '这台 Mac 无法到达 {{server}}',
    meaning: '不允许 Corral 使用本地网络时，或那台计算机关机时，macOS 都会这样应答。没有发送任何内容。',
    next: '请在“系统设置”的“隐私与安全性”中打开“本地网络”，允许 Corral；确认那台计算机已开机，然后重试。',
  },
  origin_refused: {
    title: '{{server}} 拒绝来自这里的请求',
    meaning: 'Ollama 或它前面的代理在读取之前就拒绝了请求。没有任何改动。',
    next: '请在服务器上检查 OLLAMA_HOST 和 OLLAMA_ORIGINS。代理应传递自己的 Host 并去掉 Origin。',
    here: {
      next: '请检查该 Ollama 的 OLLAMA_HOST 和 OLLAMA_ORIGINS。代理应传递自己的 Host 并去掉 Origin。',
    },
  },
  unauthorized: {
    title: '{{server}} 要求身份验证',
    meaning: '服务器前面的代理需要凭据。没有任何改动。',
    next: '请在“主机”中为此主机填写令牌或密码。',
  },
  credentials_refused: {
    title: '{{server}} 不接受这些凭据',
    meaning: '凭据有误、已失效，或不是服务器要求的类型。没有任何改动。',
    next: '请在“主机”中重新填写此主机的令牌或密码。',
  },
  signin_needed: {
    title: '服务器没有登录 ollama.com',
    meaning: '这需要它的 Ollama 账户。没有任何改动。',
    next: '请在服务器上运行“ollama signin”。',
  },
  forbidden: {
    title: '{{server}} 不允许此操作',
    meaning: '服务器或它前面的代理知道请求者是谁，但拒绝了。没有任何改动。',
    next: '请检查此主机的凭据有哪些权限，或询问服务器的管理者。',
  },
  redirected: {
    title: '{{server}} 重定向到另一个地址',
    meaning: 'Corral 不跟随重定向，因为发给一台服务器的内容不应到达另一台。',
    next: '请把此主机改成服务器真正的地址。',
  },
  redirected_to: {
    title: '{{server}} 重定向到 {{right}}',
    meaning: 'Corral 不跟随重定向，因为发给一台服务器的内容不应到达另一台。',
    next: '如果那就是你的服务器，请把此主机改为 {{right}}。',
  },
  bad_answer: {
    title: '无法理解服务器的应答',
    meaning: '它不是 Ollama 会发送的内容，因此 Corral 没有采用。',
    next: '请重试。中间可能有改动应答的代理。',
  },
  answer_too_large: {
    title: '{{server}} 的应答过大',
    meaning: '为节省内存，Corral 停止了读取。没有任何改动。',
    next: '请确认这个地址是 Ollama 服务器。',
  },
  worker_stopped: {
    title: '应答没有读完',
    meaning: 'Corral 中负责读取大型应答的部分停止了，可能是内存不足。没有任何改动。',
    next: '请重试，它会重新启动。',
  },
  busy: {
    title: '{{server}} 过于繁忙',
    meaning: '它的队列已满，因此没有接受请求。',
    next: '请等它空闲一些再试，或卸载一个模型。',
  },
  server_error: {
    title: '服务器发生错误',
    meaning: '它已开始但未能完成。原有的模型仍在。',
    next: '请阅读下方的原始信息，然后重试。',
  },
  rejected: {
    title: '服务器没有接受请求',
    meaning: '它没有做任何处理。',
    next: '请阅读下方的原始信息并修改请求。',
  },
  not_passed_on: {
    title: '{{server}} 不转发这个请求',
    meaning: '在该地址应答的程序认得这个请求，但不执行它（501）。没有任何改动。',
    next: '请直接连接 Ollama 服务器，不要经过中间的代理或桥接。',
  },
  not_supported: {
    title: '此服务器做不到',
    meaning: '它的 Ollama 版本不认识这个请求。没有任何改动。',
    next: '请更新 {{server}} 上的 Ollama。',
  },
  model_not_found: {
    title: '此服务器上没有 {{model}}',
    meaning: '它已被删除或重命名，或者从未存在。',
    next: '请刷新模型库，或拉取该模型。',
  },
  weights_missing: {
    title: '{{model}} 的权重文件丢失',
    meaning: '服务器列出了该模型，但它最大的文件不见了，因此无法使用。',
    next: '请重新拉取该模型。只会下载缺少的部分。',
  },
  cloud_model_gone: {
    title: '{{origin}} 上已没有 {{model}}',
    meaning: '这里只存有一个指针，它指向的模型已不再应答。其他模型不受影响。',
    next: '请在这里删除它；如果只是 {{origin}} 暂时有故障，也可以稍后再试。',
  },
  name_invalid: {
    title: '这不是有效的模型名称',
    meaning: '没有向服务器发送任何内容。',
    next: '请写成 model:tag、user/model:tag 或 host/user/model:tag，使用字母、数字、点、连字符和下划线。',
  },
  name_reserved: {
    title: 'Ollama 保留了这个标签',
    meaning: '标签 local、cloud 以及以 -cloud 结尾的标签用来说明模型来源。没有任何改动。',
    next: '请换一个标签。',
  },
  name_taken: {
    title: '{{model}} 已存在',
    meaning: '继续会替换它。没有任何改动。',
    next: '请换一个名称，或明确选择替换。',
  },
  name_same: {
    title: '两个名称对服务器来说相同',
    meaning: '没有任何改动。',
    next: '请选择除 :latest 这类默认值之外也不同的名称。',
  },
  name_case_taken: {
    title: '两个名称只有大小写不同',
    meaning: '对服务器来说它们是同一个模型；删除旧名称就会删除模型。没有任何改动。',
    next: '请选择字母不同的名称，或经由另一个名称重命名两次。',
  },
  name_twins: {
    title: '两个模型只有大小写不同',
    meaning: '如今的 Ollama 把 {{model}} 和 {{other}} 当成同一个，可能作用于其中任意一个。没有任何改动。',
    next: '请在服务器的 manifests 文件夹中给其中一个改名，然后再试。',
  },
  local_tag_listed: {
    title: '不操作标签为 :local 的模型',
    meaning: '服务器会把操作用在同一模型的另一个标签上。没有任何改动。',
    next: '请直接在服务器上删除或重命名它。',
  },
  copy_mismatch: {
    title: '副本与原模型不一致',
    meaning: '两个名称都还在；旧名称没有被删除。',
    next: '请在模型库中比较两者，删除不需要的那个。',
  },
  digest_unknown: {
    title: '这台服务器不说明两个模型是否相同',
    meaning: '重命名会先复制，比较之后才删除。没有摘要就无法比较，因此没有做任何更改。',
    next: '请把 {{name}} 复制为新名称，检查副本，再自行删除旧名称。',
  },
  names_changed: {
    title: '期间有其他程序改动了 {{model}}',
    meaning: 'Corral 发现后立即停止，让每个名称都保持原样。没有丢失任何模型。',
    next: '请查看模型列表，如果仍然需要，请重试。',
  },
  bin_entry_unknown: {
    title: '它已不在回收站中',
    meaning: '期间有其他程序或另一个 Corral 恢复或删除了 {{name}}。',
    next: '请重新查看回收站。',
  },
  bin_name_unknown: {
    title: '不知道这个模型原来的名称',
    meaning: '名称太长，{{name}} 容不下，而且它是由另一个 Corral 放入的。',
    next: '请为它起一个名称再恢复。',
  },
  bin_not_kept: {
    title: '无法将 {{model}} 移入回收站',
    meaning: '服务器没有给出该模型的摘要，或不认识它的名称，因此无法证明回收站里有它。没有任何改动。',
    next: '请保留它，或将它永久删除。',
  },
  version_not_kept: {
    title: '无法保留 {{model}} 的现有版本',
    meaning: '服务器没有给出它的摘要，因此无法证明它已被保留。没有任何改动。',
    next: '请先将该模型复制为另一个名称。',
  },
  undo_changed: {
    title: '已无法撤销：{{model}} 之后又有变化',
    meaning: '之后的其他操作或程序在那里放入了别的内容，Corral 不会覆盖它。',
    next: '请查看模型列表。',
  },
  undo_changed_again: {
    title: '已无法撤销：之后又改动过',
    meaning: 'Corral 不会覆盖较新的值。',
    next: '请在设置或主机页面中更改。',
  },
  undo_gone: {
    title: '已无法撤销：{{model}} 的数据已不存在',
    meaning: '它之后已被永久删除，也没有其他名称拥有相同的数据。',
    next: '如果仓库里有，请重新拉取。',
  },
  undo_secret: {
    title: '无法撤销：历史不保存凭据',
    meaning: '凭据从不写入历史；证书只有在展示之后才会被信任。',
    next: '请在主机页面中编辑 {{host}}。',
  },
  undo_done: {
    title: '已经撤销过了',
    meaning: '它所改动的内容已恢复原状。',
    next: '要重新执行，请撤销这次撤销。',
  },
  undo_unknown: {
    title: '没有可以撤销的内容',
    meaning: '该记录已不在历史中，或没有改动任何内容。',
    next: '请查看历史。',
  },
  history_entry_unknown: {
    title: '该记录已不在历史中',
    meaning: '历史保留最近 180 天内最新的 5,000 条记录。',
    next: '请重新查看历史。',
  },
  rename_unfinished: {
    title: '重命名只进行了一半',
    meaning: '模型完好，现在的名称是 {{exists}}；多个名称共享数据，不额外占用磁盘。',
    next: '请在模型库中重命名或删除不合意的名称。',
  },
  rename_unknown: {
    title: '重命名途中服务器没有了应答',
    meaning: '模型没有丢失：{{names}} 中至少有一个是它的名称，具体是哪个只有服务器知道。',
    next: '等服务器恢复应答后刷新模型库，再删除或重命名不合意的名称。',
  },
  model_in_transfer: {
    title: '{{other}} 正在传输',
    meaning: '传输结束之前不能改动 {{model}}。没有做任何改动。',
    next: '请等待传输结束，或在“传输”中暂停或取消它，然后重试。',
  },
  model_loading: {
    title: '{{other}} 正在加载',
    meaning: '加载完成之前不能改动 {{model}}。没有做任何改动。',
    next: '请等待加载完成，或在“运行中”取消加载，然后重试。',
  },
  pull_may_share: {
    title: '拉取 {{other}} 期间不能删除 {{model}}',
    meaning:
      '模型之间会共享文件。拉取会用到已有的文件，而删除可能带走其中之一，使新模型安装后缺少文件。没有删除任何内容。',
    next: '请等待拉取结束，或在“传输”中暂停它，然后再删除 {{model}}。',
  },
  cloud_model: {
    title: '{{model}} 在云端运行',
    meaning: '它只是指向云端模型的指针：没有可加载、卸载或发送的内容。',
    next: '请选择此服务器上的模型。',
  },
  cloud_host: {
    title: '{{server}} 是云端服务',
    meaning: '模型在云端运行，没有安装任何内容，所以没有可获取、发送、复制、重命名或删除的内容。没有任何改动。',
    next: '请选择你自己的主机。',
  },
  transfer_running: {
    title: '{{model}} 已在传输中',
    meaning: '正在进行的传输会继续，没有启动第二个。',
    next: '请在“传输”中查看进度。',
  },
  ended_early: {
    title: '传输在完成之前结束',
    meaning: '服务器停止了应答，或通往它的网络中断。已获取的部分会保留，原有的模型不受影响。',
    next: '请重试。会从中断处继续。',
  },
  stalled: {
    title: '{{model}} 的下载停滞',
    meaning: '来自模型仓库的数据中断、降到十分之一以下，或被丢弃后重新获取。已获取的部分会保留。',
    next: '请检查 {{server}} 的网络，然后重试。会从中断处继续。',
  },
  host_removed: {
    title: '{{host}} 已从列表中移除',
    meaning: '因此 {{model}} 的传输已结束。已传输的部分留在服务器上。',
    next: '如需继续，请重新添加该主机，再重新传输 {{model}}。',
  },
  interrupted: {
    title: 'Corral 在 {{model}} 传输途中退出了',
    meaning: '已获取的部分留在服务器上。服务器重新启动时会删除超过一小时的部分。',
    next: '请重试。拉取会从中断处继续。',
  },
  cancelled: {
    title: '已取消',
    meaning: '操作在完成之前停止。没有删除任何内容；拉取已获取的部分留在服务器上。',
    next: '可随时重新开始。拉取会从中断处继续。',
  },
  unknown_model: {
    title: '模型仓库中没有 {{model}}',
    meaning: '没有这个模型或标签可拉取。没有任何改动。',
    next: '请检查拼写和标签。',
  },
  registry_unreachable: {
    title: '服务器无法连接模型仓库',
    meaning: '已获取的部分会保留。',
    next: '请检查 {{server}} 的网络，然后重试。',
  },
  registry_denied: {
    title: '模型仓库拒绝了服务器',
    meaning: '模型是私有的，命名空间属于其他账户，或服务器没有登录。没有发布或安装任何内容。',
    next: '请检查名称。ollama.com 要求在服务器上运行“ollama signin”且命名空间属于你；Hugging Face 要求你的账户中有该服务器的公钥。',
  },
  clock_off: {
    title: '模型仓库拒绝了 {{model}}，而 {{server}} 的时钟相差 {{minutes}} 分钟',
    meaning: '它没有说明原因。签名时间不对的请求会被模型仓库拒绝。没有任何改动。',
    next: '请校准服务器的时钟（如果是本机的时钟不对，则校准本机），然后重试。',
  },
  registry_busy: {
    title: '模型仓库繁忙',
    meaning: '它要求稍后再来。已传输的部分会保留。',
    next: '请过一会儿再试。',
  },
  registry_rate_limited: {
    title: '{{registry}} 限制了下载频率',
    meaning: '短时间内来自 {{server}} 所在网络的请求过多。已传输的部分会保留。',
    next: '请等几分钟再试。在 Hugging Face 上，把服务器的公钥添加到账户后，限额会更高。',
  },
  registry_error: {
    title: '模型仓库发生错误',
    meaning: '已传输的部分会保留。',
    next: '请过一会儿再试。',
  },
  registry_rejected: {
    title: '模型仓库拒绝了对 {{model}} 的请求',
    meaning: '它理解了请求，但拒绝了。没有发布或安装任何内容。',
    next: '请阅读下面它的原话。如果是拉取，通常是那里没有这个标签，或者它不是 Ollama 能运行的模型。',
  },
  registry_plain_http: {
    title: '此模型仓库使用未加密的 http',
    meaning: '服务器要求 https，因此中断了。没有传输任何内容。',
    next: '如果你信任这个网络，请允许未加密的 http 后重新开始。',
  },
  registry_certificate: {
    title: '服务器不信任模型仓库的证书',
    meaning: '对方可能不是它自称的那个，或者中间有代理解开了 https。没有传输任何内容。',
    next: '请把模型仓库或代理的证书颁发机构加入 {{server}} 系统信任的列表，并重启 Ollama。',
  },
  registry_realm_mismatch: {
    title: '{{original}} 要求服务器在 {{realm}} 登录，被服务器拒绝',
    meaning:
      'Ollama 只在名称中的主机上登录。模型是私有的、需要先接受条款或不存在时，Hugging Face 会这样要求。没有发布或安装任何内容。',
    next: '请检查拼写，并确认你有访问权限。对于 Hugging Face，请写 huggingface.co 而不是 hf.co；对服务器来说那是另一个模型。其他模型仓库必须在自己的主机名下要求登录。',
  },
  registry_redirect_blocked: {
    title: '{{registry}} 把服务器重定向到另一台主机，被服务器拒绝',
    meaning: '这个版本的 Ollama 不跟随这样的重定向。没有发布或安装任何内容。',
    next: 'Ollama 0.34.2 对 Hugging Face 就会这样：请在 {{server}} 上换用其他版本的 Ollama，或从其他模型仓库获取该模型。',
  },
  registry_redirect_status: {
    title: '{{registry}} 以状态码 {{status}} 重定向，而 Ollama 需要 307',
    meaning: '获取 GGUF 模型的文件时，Ollama 不接受其他状态码。没有发布或安装任何内容。',
    next: '如果模型仓库或它前面的代理由你管理，请让它以状态码 307 重定向；否则请联系它的管理者。',
  },
  registry_no_location: {
    title: '{{registry}} 没有把服务器重定向到文件',
    meaning:
      '获取 GGUF 模型的文件时，Ollama 需要重定向。普通的 registry:2 不会重定向：可以向它推送，但 Ollama 无法从它拉取。没有发布或安装任何内容。',
    next: '如果模型仓库由你管理，请让它或它前面的代理以状态码 307 把下载重定向到另一个主机名；否则请使用其他模型仓库。',
  },
  registry_no_scheme: {
    title: '{{registry}} 给服务器的地址没有 https',
    meaning: 'Ollama 无法跟随这样的地址。已知 Harbor 会这样。没有发布或安装任何内容。',
    next: '如果模型仓库由你管理，请让它为上传和登录发送完整的地址；否则请使用其他模型仓库。',
  },
  registry_namespace_unknown: {
    title: '{{registry}} 没有存放 {{model}} 的位置',
    meaning: '它对推送的回答是“不存在”。通常是那里没有这个命名空间。没有发布任何内容。',
    next: '请检查命名空间。在 ollama.com 上，它是账户的名称；在其他模型仓库，可能要先创建项目。',
  },
  store_unwritable: {
    title: '服务器无权写入它的模型文件夹',
    meaning: '运行 Ollama 的用户没有权限，或磁盘是只读的。原有的模型不受影响。',
    next: '请让运行 Ollama 的用户拥有模型文件夹（OLLAMA_MODELS），然后再试。',
  },
  port_in_name: {
    title: 'Windows 上的服务器无法存放 {{registry}} 的模型',
    meaning: 'Ollama 为每个模型仓库建一个文件夹，而 Windows 的文件夹名不能含有端口前的冒号。没有做任何更改。',
    next: '请使用不带模型仓库的名称，或不需要端口的模型仓库。',
  },
  disk_full: {
    title: '服务器磁盘已满',
    meaning: '已获取的部分会保留，现有模型不受影响。',
    next: '请删除不再需要的模型，然后重试。',
  },
  digest_mismatch: {
    title: '一个文件在传输中损坏',
    meaning: '服务器已将它丢弃，因此不会安装损坏的模型。只会重新获取那个文件。',
    next: 'Corral 会自动再试一次。如果仍然损坏，请检查服务器的内存和磁盘，以及会改动下载内容的代理。',
  },
  layer_missing: {
    title: '服务器缺少 {{model}} 的一个文件',
    meaning: '服务器称拉取成功，但它并没有全部文件。可能有其他程序删除了共用这些文件的模型。',
    next: 'Corral 会自动再拉取一次。如果仍然缺少，请检查 {{server}} 的磁盘和日志。',
  },
  parts_broken: {
    title: '{{model}} 的部分下载文件已损坏',
    meaning:
      '服务器在之前的拉取中途被停止。在这些未完成的文件消失之前，每次拉取该模型都会立即失败。已安装的模型不受影响。',
    next: '请在服务器上，从模型文件夹（~/.ollama/models 或 OLLAMA_MODELS）的 blobs 子文件夹中删除以 -partial 或 -partial-N 结尾的文件；或一小时后重启服务器：它会自行删除。然后重试。如果该文件夹在本机上，Corral 可以代劳。',
  },
  parts_in_use: {
    title: '{{model}} 的拉取可能需要这些文件',
    meaning: '同一台服务器上的拉取可以共用文件。没有移除或移动任何内容。',
    next: '请等待它结束，或取消它，然后重试。',
  },
  parts_changing: {
    title: '这些文件在两分钟之内有过改动',
    meaning: '可能还有其他程序正在下载此模型。这些文件保持原样。',
    next: '请等待两分钟，然后重试。',
  },
  parts_not_changed: {
    title: '系统没有放开文件 {{file}}',
    meaning: '系统返回 {{cause}}。该文件及其后的文件仍在模型文件夹中；不影响任何模型。',
    next: '服务器可能正打开着这个文件。请稍后重试，或停止服务器后重试。',
  },
  store_unknown: {
    title: '无法确定 {{server}} 的模型文件夹在本机上',
    meaning: '在这个地址应答的可能是容器或另一台计算机。没有移除或移动任何内容。',
    next: '请确认服务器在本机上运行，并且你可以读取它的模型文件夹。',
  },
  store_not_own: {
    title: '文件夹 {{folder}} 属于另一个用户',
    meaning: 'Corral 只改动运行它的用户自己的文件夹。没有移除或移动任何内容。',
    next: '请以那个用户的身份移除这些文件，或一小时后重启服务器：它会自行删除。',
  },
  needs_mlx: {
    title: '此模型需要 MLX',
    meaning: '服务器没有 MLX，无法运行这种格式的模型。没有获取任何内容。',
    next: '请选择该模型的其他标签，通常是 GGUF 格式的。',
  },
  server_too_old: {
    title: '{{model}} 需要更新版本的 Ollama',
    meaning: '模型仓库不把它提供给此服务器上运行的版本。没有获取任何内容。',
    next: '请更新 {{server}} 上的 Ollama，然后再试。',
  },
  sharded: {
    title: '此模型被拆成了多个文件',
    meaning: 'Ollama 不能拉取分片的 GGUF。没有获取任何内容。',
    next: '请选择此模型的另一种量化，即单个文件的那种。',
  },
  local_model_missing: {
    title: '此服务器上没有 {{model}}',
    meaning: '没有可推送的内容。没有发布任何内容。',
    next: '请刷新模型库并检查名称。',
  },
  needs_namespace: {
    title: '推送时名称需要包含你的用户名',
    meaning: '模型以 user/model 的形式发布。没有发送任何内容。',
    next: '请先复制为“你的用户名/模型”，再推送它。副本不占用磁盘空间。',
  },
  retries_exhausted: {
    title: '模型仓库失败次数过多',
    meaning: '服务器多次尝试后放弃。已完整传输的文件会保留。',
    next: '请稍后重试。已完整的文件不会再次传输。',
  },
  registry_not_reached: {
    title: 'Corral 无法询问 {{registry}}',
    meaning: 'Corral 从本机询问。拉取时由服务器自行询问，因此可能仍会成功。',
    next: '可以不看大小直接拉取，或检查本机的网络后重试。',
  },
  proxy_unreachable: {
    title: '代理 {{proxy}} 没有应答',
    meaning: '按照本机的代理设置，Corral 通过它询问 {{registry}}。拉取时由服务器自行询问，因此可能仍会成功。',
    next: '请检查本机的代理设置，或不看大小直接拉取。',
  },
  proxy_credentials: {
    title: '代理 {{proxy}} 要求用户名和密码',
    meaning:
      '按照本机的代理设置，Corral 通过它询问 {{registry}}。只有在浏览器中运行时，Corral 才能从环境变量 HTTPS_PROXY 和 HTTP_PROXY 得知代理的凭据。',
    next: '可以不看大小直接拉取：服务器会自行询问。也可以换用允许本机访问的代理。',
  },
  proxy_refused: {
    title: '代理 {{proxy}} 没有将 Corral 连接到 {{registry}}',
    meaning: '它拒绝访问这个地址、无法连接到该地址，或者不是代理。拉取时由服务器自行询问，因此可能仍会成功。',
    next: '请检查本机的代理设置，或咨询代理的管理员。拉取本身不需要它。',
  },
  registry_gated: {
    title: '{{registry}} 未公开 {{model}}',
    meaning: '它不存在、是私有的，或需要先接受其条款。Corral 询问时不使用账户；已登录的服务器可能有访问权限。',
    next: '请检查拼写。如果你有访问权限，请直接拉取：服务器会使用自己的密钥。',
  },
  registry_limits_requests: {
    title: '{{registry}} 限制了来自此网络的请求',
    meaning: '短时间内请求过多。这只涉及查询大小；拉取可能仍会成功。',
    next: '请等待约 {{minutes}} 分钟后再查询，或不看大小直接拉取。',
  },
  registry_no_manifest: {
    title: '{{registry}} 返回的不是 Ollama 的清单',
    meaning: '应答者可能不是 Ollama 的模型仓库，或代理改动了应答。该应答未被采用，也没有下载任何内容。',
    next: '请检查名称。如果模型仓库无误，可以不看大小直接拉取。',
  },
  registry_elsewhere: {
    title: 'Corral 无法询问 {{registry}}',
    meaning: '对 {{server}} 而言，这个地址是那台计算机自己；对 Corral 而言，它是本机。',
    next: '可以不看大小直接拉取：服务器会自行询问模型仓库。',
  },
  registry_asks_off: {
    title: '不允许 Corral 询问模型仓库',
    meaning: '设置中已关闭此功能，因此没有发送任何内容。',
    next: '请在设置中允许，或不看大小直接拉取。',
  },
  name_respelled: {
    title: '服务器会请求 {{model}}，而模型仓库中没有它',
    meaning: '服务器上已安装 {{other}}，因此会用它的大小写代替 {{name}} 的写法，向模型仓库请求的就成了另一个名称。',
    next: '请完全按照模型仓库中的写法输入名称。如果仍然如此，请先重命名或删除 {{other}}。',
  },
  generate_unsupported: {
    title: '{{model}} 不能生成文本',
    meaning: '它是嵌入模型。',
    next: '请在试验场中使用它。',
  },
  thinking_unsupported: {
    title: '{{model}} 不支持思考',
    meaning: '这个模型不是为思考而训练的，服务器拒绝让它思考。没有任何改动。',
    next: '请把思考设为由模型决定，然后重新发送提示词。',
  },
  prompt_too_long: {
    title: '提示词超出 {{model}} 的上下文长度',
    meaning: '服务器拒绝了它，因此没有回答。',
    next: '请缩短提示词，或在模型和内存允许的范围内调大 num_ctx。',
  },
  answer_ended_early: {
    title: '{{model}} 的回答没有完成就中断了',
    meaning: '服务器不再应答，或与它的网络中断。已收到的部分照常显示。',
    next: '请重试。如果每次都这样结束，原因在服务器的日志里。',
  },
  embedding_unsupported: {
    title: '{{model}} 不能生成嵌入',
    meaning: '服务器无法用它把文本转换为向量。没有任何改动。',
    next: '请选择嵌入模型。',
  },
  input_too_long: {
    title: '有文本超出模型可读的长度',
    meaning: '服务器拒绝了整批内容，因此没有得到向量。',
    next: '请缩短文本，或让服务器截断它。',
  },
  vector_not_finite: {
    title: '模型没有为文本返回有效的数字',
    meaning: '它的向量含有 NaN 或无穷大，服务器拒绝发送。没有任何改动。',
    next: '请修改或去掉该文本，或选择此模型的另一种量化。',
  },
  vector_missing: {
    title: '服务器没有为一段文本返回向量',
    meaning: '它没有报错，但返回了空向量或没有返回向量。文本仍在列表中。',
    next: '单独或修改后再试这段文本；如果所有文本都这样，请换一个模型。',
  },
  vector_invalid: {
    title: '服务器返回的不是向量',
    meaning: '向量是一串数字，而这个回答里是别的内容。文本仍在列表中。',
    next: '检查该地址是否为 Ollama 服务器，或换一个模型。',
  },
  vector_length: {
    title: '一段文本的向量有 {{length}} 个数，其余的有 {{dimensions}} 个',
    meaning: '长度不同的向量无法比较，所以这一段被略去。文本仍在列表中。',
    next: '再运行一次；如果仍然如此，请换一个模型。',
  },
  out_of_memory: {
    title: '内存不足以加载 {{model}}',
    meaning: '服务器无法加载它。之前加载的模型可能已被卸载以腾出空间。',
    next: '请卸载其他模型，或用更小的上下文加载。',
  },
  loaded_but_gone: {
    title: '{{model}} 已删除但仍在内存中',
    meaning: 'Ollama 只卸载它还拥有的模型，所以会一直保留到时间用完。',
    next: '请等待，或重启 {{server}} 上的 Ollama。重新拉取该模型后也可以卸载。',
  },
  would_unload: {
    title: '为了让 {{others}} 留在内存中，没有加载 {{model}}',
    meaning: '按照服务器自己的规则，它可能会卸载 {{others}} 来腾出空间。',
    next: '请在需要时再加载，或使用更小的上下文。',
  },
  keep_alive_invalid: {
    title: 'Ollama 不理解这个时间',
    meaning: '没有任何改动。',
    next: '请写带单位的时间，例如 30s、10m 或 1h30m；-1m 表示“直到卸载”。',
  },
  vectors_gone: {
    title: '这些向量已不再保留',
    meaning: '新的运行需要空间。你的文本还在。',
    next: '请重新运行嵌入。',
  },
  host_unknown: {
    title: '此主机已不在列表中',
    meaning: '它可能在另一个窗口中被移除。服务器本身没有变化。',
    next: '请选择其他主机。',
  },
  host_url_invalid: {
    title: '这不是有效的地址',
    meaning: '没有保存任何内容。',
    next: '请写主机、主机:端口或 URL，例如 192.168.1.20:11434 或 https://ollama.example.org。',
  },
  host_url_credentials: {
    title: '地址中不能包含密码',
    meaning: '否则它会以明文显示和保存。没有保存任何内容。',
    next: '请删除 @ 之前的部分。令牌和密码另有填写之处。',
  },
  host_url_zone: {
    title: '地址中不能指定网络接口',
    meaning: '% 之后的部分是 IPv6 地址的区域标识，URL 不支持它。',
    next: '请使用该服务器的其他地址：例如 box.local 这样的名称，或不带 % 的 IPv4 或 IPv6 地址。',
  },
  host_url_port: {
    title: '端口的位置不对',
    meaning: '端口应写在主机之后、路径之前；IPv6 地址须先加方括号。',
    next: '请使用 {{right}}。',
  },
  host_known: {
    title: '此主机已在列表中',
    meaning: '没有添加任何内容。',
    next: '请在主机列表中选择它。',
  },
  host_fixed: {
    title: '此主机不能在这里修改',
    meaning: '它来自本机、命令行或 Corral 自身，而不是你的列表。',
    next: '请改为添加自己的主机。',
  },
  header_invalid: {
    title: '无法发送标头 {{name}}',
    meaning: '它的名称无效、重复或由 Corral 自己设置，或者它的值为空或含有 ASCII 之外的字符。没有保存任何内容。',
    next: '请更正或去掉它。',
  },
  credentials_invalid: {
    title: '这不是有效的令牌或密码',
    meaning: '令牌不含空格且只能使用 ASCII 字符；用户名不能包含冒号。没有保存任何内容。',
    next: '请照你得到的原样填写。',
  },
  secret_not_kept: {
    title: '系统的密钥库没有接受凭据',
    meaning: '没有保存任何内容。',
    next: '请解锁密钥库（钥匙串、密钥环或凭据管理器），然后重试。',
  },
  transfer_unknown: {
    title: '此传输已不在列表中',
    meaning: '它可能在另一个窗口中被清除。模型没有变化。',
    next: '如有需要，请重新开始。',
  },
  transfer_not_ended: {
    title: '{{model}} 仍在传输中',
    meaning: '传输会继续。',
    next: '请先取消它。',
  },
  run_unknown: {
    title: '此次运行已不再保留',
    meaning: '新的运行需要空间。你的文本还在。',
    next: '请重新运行嵌入。',
  },
  array_unknown: {
    title: '服务器不发送此列表',
    meaning: '模型没有这个条目，或该 Ollama 版本不提供。没有任何改动。',
    next: '请刷新模型，或更新服务器上的 Ollama。',
  },
  input_invalid: {
    title: 'Corral 没有接受此输入',
    meaning: '它过长或格式不符。没有向服务器发送任何内容。',
    next: '请检查输入的内容。',
  },
  not_saved: {
    title: 'Corral 无法保存',
    meaning: 'Corral 退出后，这项更改可能丢失。你的模型不受影响。',
    next: '请检查数据文件夹是否可写，磁盘是否有空间。',
  },
  notes_full: {
    title: '备注已满',
    meaning: 'Corral 最多保存 {{most}} 条备注，合计一百万个字符。',
    next: '请在“设置”的“备注”中删除一些。',
  },
  presets_full: {
    title: '预设已满',
    meaning: 'Corral 最多保存 {{most}} 个预设。',
    next: '请在“设置”的“加载预设”中删除一些。',
  },
  folder_not_opened: {
    title: '无法打开文件夹',
    meaning: '其中的内容没有变化。',
    next: '请复制路径并手动打开。',
  },
  ollama_not_found: {
    title: '本机上没有找到 Ollama',
    meaning: '没有可启动的程序。',
    next: '请从 ollama.com 安装 Ollama，或连接其他主机。',
  },
  ollama_start_failed: {
    title: 'Ollama 没有启动成功',
    meaning: '系统没有运行它。没有改动任何模型。',
    next: '请在终端中手动启动：ollama serve。',
  },
  ollama_start_late: {
    title: 'Ollama 已启动，但 {{seconds}} 秒内没有应答',
    meaning: '它可能仍在启动。没有改动任何模型。',
    next: '请稍候：Corral 会继续寻找，并在它应答后立即使用它。',
  },
  ollama_ended: {
    title: 'Ollama 启动后立即退出了',
    meaning: '原因在它输出的最后几行中。没有改动任何模型。',
    next: '请查看这几行，然后重新启动。',
  },
  start_port_in_use: {
    title: '另一个程序正在使用 {{address}}',
    meaning: 'Ollama 因此无法在该处监听，已退出。没有改动任何模型。',
    next: '请结束那个程序，或通过 OLLAMA_HOST 为 Ollama 和 Corral 设置另一个端口。',
  },
  start_port_reserved: {
    title: '系统不允许 Ollama 在 {{address}} 监听',
    meaning: '该端口保留给系统或其他程序，Ollama 因此退出。没有改动任何模型。',
    next: '请通过 OLLAMA_HOST 为 Ollama 和 Corral 设置另一个端口。在 Windows 上，重新启动计算机通常可以释放该端口。',
  },
  start_no_such_address: {
    title: 'Ollama 无法在 OLLAMA_HOST 指定的地址监听',
    meaning: '本机没有这个地址，Ollama 因此退出。没有改动任何模型。',
    next: '请将 OLLAMA_HOST 设为本机的地址。如果它指向另一台计算机，请在那里启动 Ollama。',
  },
  start_folder: {
    title: 'Ollama 无法使用 {{folder}}',
    meaning: '它不存在、为只读或属于其他用户，Ollama 因此退出。没有改动任何模型。',
    next: '请让你的用户可以写入该处，或将 OLLAMA_MODELS 设为可写入的文件夹。',
  },
  start_no_home: {
    title: 'Ollama 启动时没有主文件夹',
    meaning: '它的模型和密钥都保存在那里，因此已退出。没有改动任何模型。',
    next: '请在有主文件夹（HOME）的用户会话中启动 Corral，或手动启动 Ollama。',
  },
  connection_lost: {
    title: '与 Corral 的连接已中断',
    meaning: '正在进行的传输不受此页面影响。上一个操作可能没有送达。',
    next: '请等连接恢复，检查后再试。',
  },
  internal: {
    title: 'Corral 内部出错',
    meaning: '这是 Corral 的错误。你的模型在服务器上，不受影响。',
    next: '请重试。如果再次出现，请附上下方文字报告。',
  },
}
