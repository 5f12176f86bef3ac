<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>qd::console::Card</name>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartCard</name>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>CSV</source>
            <translation>CSV</translation>
        </message>
        <message>
            <source>Query</source>
            <translation>查询语句</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>verb: the page behind a chart</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>Show large</source>
            <translation>放大显示</translation>
        </message>
        <message>
            <source>Copy value</source>
            <translation>复制数值</translation>
        </message>
        <message>
            <source>Copy as CSV</source>
            <translation>复制为 CSV</translation>
        </message>
        <message>
            <source>Copy as picture</source>
            <translation>复制为图片</translation>
        </message>
        <message>
            <source>Copy query</source>
            <translation>复制查询语句</translation>
        </message>
        <message>
            <source>Show as table</source>
            <translation>以表格显示</translation>
        </message>
        <message>
            <source>Reset zoom</source>
            <translation>重置缩放</translation>
        </message>
        <message numerus="yes">
            <source>%n alert(s)</source>
            <translation>
                <numerusform>%n 条告警</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 min max</source>
            <translation>%1 最小/最大值</translation>
        </message>
        <message>
            <source>%1 of %2 shown · top by max</source>
            <translation>显示 %1/%2 · 按最大值排序</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartCommand</name>
        <message>
            <source>Open a page with charts first</source>
            <translation>请先打开带图表的页面</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartLegend</name>
        <message>
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>蓝色</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>橙色</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>青绿色</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>粉色</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>黄色</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>紫色</translation>
        </message>
        <message>
            <source>Cyan</source>
            <translation>青色</translation>
        </message>
        <message>
            <source>Automatic</source>
            <extracomment>The colour that the chart gives by itself</extracomment>
            <translation>自动</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>last</source>
            <translation>最新</translation>
        </message>
        <message>
            <source>min</source>
            <translation>最小</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>max</source>
            <translation>最大</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartTableModel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::BurstChip</name>
        <message>
            <source>Burst asked for</source>
            <translation>已请求高频采样</translation>
        </message>
        <message>
            <source>Burst %1 · waiting</source>
            <translation>高频采样 %1 · 等待中</translation>
        </message>
        <message>
            <source>Burst %1</source>
            <comment>sampling every second, time left</comment>
            <translation>高频采样 %1</translation>
        </message>
        <message>
            <source>Burst %1 · unknown</source>
            <translation>高频采样 %1 · 未知</translation>
        </message>
        <message>
            <source>The agent samples CPU, load, memory, network and disks every second.</source>
            <translation>代理每秒采样一次 CPU、负载、内存、网络和磁盘。</translation>
        </message>
        <message>
            <source>Click to end it; B adds five minutes.</source>
            <translation>点击可结束；按 B 键延长五分钟。</translation>
        </message>
        <message>
            <source>Ending it needs the operator role; an administrator grants it.</source>
            <translation>结束它需要操作员角色，由管理员授予。</translation>
        </message>
        <message>
            <source>It ends by itself, even without a connection.</source>
            <translation>即使没有连接，它也会自行结束。</translation>
        </message>
        <message>
            <source>Burst sampling needs the operator role</source>
            <translation>高频采样需要操作员角色</translation>
        </message>
        <message>
            <source>The agent of this host is too old for burst sampling</source>
            <translation>该主机的代理版本过旧，不支持高频采样</translation>
        </message>
        <message>
            <source>The agent is not connected, so there is no burst sampling</source>
            <translation>代理未连接，无法高频采样</translation>
        </message>
        <message>
            <source>Burst sampling could not be changed</source>
            <translation>无法更改高频采样</translation>
        </message>
        <message>
            <source>Wanted, but the agent has not said that it does so, or is not connected.</source>
            <translation>已请求，但代理尚未确认，或未连接。</translation>
        </message>
        <message>
            <source>It was so when this console was last connected.</source>
            <translation>这是本控制台最后一次连接时的状态。</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostCommand</name>
        <message>
            <source>Open a host first</source>
            <translation>请先打开一台主机</translation>
        </message>
        <message>
            <source>There is no connection to the server</source>
            <translation>与服务器没有连接</translation>
        </message>
        <message>
            <source>This server is too old for burst sampling</source>
            <translation>该服务器版本过旧，不支持高频采样</translation>
        </message>
        <message>
            <source>Burst sampling needs the operator role; an administrator grants it</source>
            <translation>高频采样需要操作员角色，由管理员授予</translation>
        </message>
        <message>
            <source>The agent of this host is not connected</source>
            <translation>该主机的代理未连接</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExtendBurst</name>
        <message>
            <source>Sample every second for five minutes more</source>
            <translation>再每秒采样五分钟</translation>
        </message>
    </context>
    <context>
        <name>qd::console::EndBurst</name>
        <message>
            <source>End burst sampling</source>
            <translation>结束高频采样</translation>
        </message>
        <message>
            <source>There is no burst to end</source>
            <translation>没有可结束的高频采样</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CheckStrip</name>
        <message>
            <source>Agent</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Ping</source>
            <comment>noun: can the host be reached</comment>
            <translation>连通</translation>
        </message>
        <message>
            <source>Collectors</source>
            <comment>parts of the agent that measure</comment>
            <translation>采集器</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>state of a part of a host</comment>
            <translation>未知</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>connected, samples late</source>
            <translation>已连接，样本迟到</translation>
        </message>
        <message>
            <source>connected</source>
            <translation>已连接</translation>
        </message>
        <message>
            <source>This console has no connection to the server: what is true now is not known.</source>
            <translation>控制台与服务器的连接已断开，当前状态未知。</translation>
        </message>
        <message>
            <source>The server has not answered yet.</source>
            <translation>服务器尚未应答。</translation>
        </message>
        <message>
            <source>The agent has never reported.</source>
            <translation>代理从未上报。</translation>
        </message>
        <message>
            <source>The agent is not connected, and nothing else asks the host for a sign of life.</source>
            <translation>代理未连接，且没有其他途径探测该主机。</translation>
        </message>
        <message>
            <source>The agent has told nothing about this lately.</source>
            <translation>代理最近没有上报这方面的信息。</translation>
        </message>
        <message>
            <source>The agent has no session with the server.</source>
            <translation>代理与服务器之间没有会话。</translation>
        </message>
        <message>
            <source>The agent has a session, but its newest samples are late.</source>
            <translation>代理有会话，但最新样本迟到。</translation>
        </message>
        <message>
            <source>The agent has a session and its samples arrive in time.</source>
            <translation>代理有会话，样本按时到达。</translation>
        </message>
        <message>
            <source>From sending the newest batch to its acknowledgement, storing it included.</source>
            <translation>从发送最新一批数据到收到确认的时间，含落盘。</translation>
        </message>
        <message>
            <source>Every collector runs without errors.</source>
            <translation>所有采集器均正常运行。</translation>
        </message>
        <message>
            <source>With errors or silent: %1.</source>
            <comment>names of collectors</comment>
            <translation>出错或无响应：%1。</translation>
        </message>
        <message>
            <source>State of the parts of this host</source>
            <translation>该主机各部分的状态</translation>
        </message>
        <message>
            <source>Storing</source>
            <comment>noun: how long it takes to keep samples</comment>
            <translation>存储</translation>
        </message>
        <message>
            <source>From the agent to the server and back, and how long ago that was measured.</source>
            <translation>从代理到服务器的往返时间，以及测量距今多久。</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChooseColumns</name>
        <message>
            <source>Choose columns</source>
            <translation>选择列</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ClearFilters</name>
        <message>
            <source>Clear the filters of the table</source>
            <translation>清除表格的筛选</translation>
        </message>
        <message>
            <source>No filter is set</source>
            <translation>没有设置筛选</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CloseWindow</name>
        <message>
            <source>Close this window</source>
            <translation>关闭此窗口</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Command</name>
        <message>
            <source>Sign in first</source>
            <translation>请先登录</translation>
        </message>
        <message>
            <source>Last data are read-only, nothing is live</source>
            <translation>上次的数据为只读，非实时</translation>
        </message>
        <message>
            <source>The past is shown: go back to live first</source>
            <translation>正在显示过去的数据：请先返回实时</translation>
        </message>
        <message>
            <source>Only the main window has this</source>
            <translation>只有主窗口才有此功能</translation>
        </message>
        <message>
            <source>The main window does not have this</source>
            <translation>主窗口没有此功能</translation>
        </message>
        <message>
            <source>There is no such command</source>
            <translation>没有这个命令</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CommandPalette</name>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Hosts and services</source>
            <translation>主机与服务</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Search hosts, services, metrics and commands</source>
            <translation>搜索主机、服务、指标和命令</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
        <message>
            <source>Matches</source>
            <translation>匹配项</translation>
        </message>
        <message>
            <source>Nothing matches.</source>
            <translation>没有匹配项。</translation>
        </message>
        <message>
            <source>&gt; only commands · @ only hosts and services · Enter opens · Ctrl+Enter in a new window · Esc closes</source>
            <translation>&gt; 仅命令 · @ 仅主机与服务 · Enter 打开 · Ctrl+Enter 在新窗口中打开 · Esc 关闭</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ComparePicker</name>
        <message>
            <source>Period before</source>
            <translation>上一时段</translation>
        </message>
        <message>
            <source>Other hosts, at most %1</source>
            <translation>其他主机，最多 %1 台</translation>
        </message>
        <message>
            <source>Host name</source>
            <translation>主机名</translation>
        </message>
        <message>
            <source>Hosts to compare with</source>
            <translation>可对比的主机</translation>
        </message>
        <message>
            <source>host</source>
            <translation>主机</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ConnectPage</name>
        <message>
            <source>Connecting to %1</source>
            <translation>正在连接 %1</translation>
        </message>
        <message>
            <source>Open last data (%1, read-only)</source>
            <comment>a time</comment>
            <translation>打开上次的数据（%1，只读）</translation>
        </message>
        <message>
            <source>%1 as %2 saw it</source>
            <comment>server, user</comment>
            <translation>%2 所见的 %1</translation>
        </message>
        <message>
            <source>The last data are damaged or belong to another console. They are replaced after the next sign-in.</source>
            <translation>上次的数据已损坏或属于其他控制台，下次登录后将被替换。</translation>
        </message>
        <message>
            <source>The last data cannot be read. Check the rights of the settings folder.</source>
            <translation>无法读取上次的数据，请检查设置目录的权限。</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>此项必填。</translation>
        </message>
        <message>
            <source>This is not a server address. Example: ops.example.net:7700</source>
            <translation>这不是服务器地址。示例：ops.example.net:7700</translation>
        </message>
        <message>
            <source>Addresses begin with wss:// or https://, or with nothing at all.</source>
            <translation>地址以 wss:// 或 https:// 开头，也可以不写前缀。</translation>
        </message>
        <message>
            <source>Without TLS only this computer can be reached. Use wss://.</source>
            <translation>不使用 TLS 时只能连接本机，请使用 wss://。</translation>
        </message>
        <message>
            <source>No server answers at %1. Check the address and whether it runs.</source>
            <translation>%1 没有服务器应答。请检查地址，并确认服务器正在运行。</translation>
        </message>
        <message numerus="yes">
            <source>Too many failed attempts. Next try in %n s.</source>
            <translation>
                <numerusform>失败次数过多，%n 秒后自动重试。</numerusform>
            </translation>
        </message>
        <message>
            <source>The session has ended. Sign in again to go on.</source>
            <translation>会话已结束，请重新登录以继续。</translation>
        </message>
        <message>
            <source>The server does not know this token.</source>
            <translation>服务器不认识这个令牌。</translation>
        </message>
        <message>
            <source>User and password do not belong together.</source>
            <translation>用户名与密码不匹配。</translation>
        </message>
        <message>
            <source>The certificate was not trusted, so nothing was sent.</source>
            <translation>证书未被信任，没有发送任何内容。</translation>
        </message>
        <message>
            <source>The connection broke while signing in. Try again.</source>
            <translation>登录时连接中断，请重试。</translation>
        </message>
        <message>
            <source>The server does not speak version %1 of this console.</source>
            <translation>服务器不支持本控制台的协议版本 %1。</translation>
        </message>
        <message>
            <source>Server too new: version %1, console version %2. Update the console.</source>
            <translation>服务器过新：版本 %1，控制台版本 %2，请升级控制台。</translation>
        </message>
        <message>
            <source>Server too old: version %1, console version %2. Update the server.</source>
            <translation>服务器过旧：版本 %1，控制台版本 %2，请升级服务器。</translation>
        </message>
        <message>
            <source>%1 shows another certificate than before</source>
            <translation>%1 出示的证书与以前不同</translation>
        </message>
        <message>
            <source>First meeting with %1</source>
            <translation>首次连接 %1</translation>
        </message>
        <message>
            <source>Somebody may be in between. Trust it only if its keys were replaced on purpose.</source>
            <translation>连接可能被他人截获。只有在确认密钥是有意更换时才信任它。</translation>
        </message>
        <message>
            <source>Compare the fingerprint with the one that the server printed at its first start.</source>
            <translation>请将指纹与服务器首次启动时打印的指纹核对。</translation>
        </message>
        <message>
            <source>Subject: %1</source>
            <translation>主体：%1</translation>
        </message>
        <message>
            <source>Issuer: %1</source>
            <translation>颁发者：%1</translation>
        </message>
        <message>
            <source>Valid: %1 to %2</source>
            <comment>dates</comment>
            <translation>有效期：%1 至 %2</translation>
        </message>
        <message>
            <source>Fingerprint (SHA-256):</source>
            <translation>指纹（SHA-256）：</translation>
        </message>
        <message>
            <source>Operations console</source>
            <translation>运维控制台</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Token</source>
            <comment>API token</comment>
            <translation>令牌</translation>
        </message>
        <message>
            <source>Servers of before</source>
            <translation>以前的服务器</translation>
        </message>
        <message>
            <source>Keep me signed in</source>
            <translation>保持登录</translation>
        </message>
        <message>
            <source>Sign in</source>
            <comment>verb</comment>
            <translation>登录</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>退出登录</translation>
        </message>
        <message>
            <source>Switch between dark and light</source>
            <translation>切换深色与浅色</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Trust for this server</source>
            <translation>信任此服务器</translation>
        </message>
        <message>
            <source>Do not connect</source>
            <translation>不连接</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyAddress</name>
        <message>
            <source>Copy the IP address</source>
            <translation>复制 IP 地址</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyCommand</name>
        <message>
            <source>What is selected has none</source>
            <translation>所选内容没有这一项</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyId</name>
        <message>
            <source>Copy the id</source>
            <translation>复制标识</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyName</name>
        <message>
            <source>Copy the name</source>
            <translation>复制名称</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyQuery</name>
        <message>
            <source>Copy the query</source>
            <translation>复制查询语句</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyRows</name>
        <message>
            <source>Copy the selected rows</source>
            <translation>复制所选行</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyRowsAsCsv</name>
        <message>
            <source>Copy the selected rows as CSV</source>
            <translation>将所选行复制为 CSV</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyValue</name>
        <message>
            <source>Copy the value</source>
            <translation>复制数值</translation>
        </message>
    </context>
    <context>
        <name>qd::console::DeleteView</name>
        <message>
            <source>Delete the view</source>
            <translation>删除视图</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExcludeCell</name>
        <message>
            <source>Exclude this value</source>
            <translation>排除此值</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExplorerPanel</name>
        <message>
            <source>Open</source>
            <comment>verb</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open in new window</source>
            <translation>在新窗口中打开</translation>
        </message>
        <message>
            <source>Copy name</source>
            <translation>复制名称</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>复制路径</translation>
        </message>
        <message>
            <source>Copy address</source>
            <translation>复制地址</translation>
        </message>
        <message>
            <source>Copy id</source>
            <translation>复制 ID</translation>
        </message>
        <message>
            <source>Show hosts</source>
            <translation>查看主机</translation>
        </message>
        <message>
            <source>Remove star</source>
            <translation>取消收藏</translation>
        </message>
        <message>
            <source>Star</source>
            <comment>verb</comment>
            <translation>收藏</translation>
        </message>
        <message numerus="yes">
            <source>%1 hosts</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 台主机</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 problems</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 个异常</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 matches</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 个匹配</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 more not shown</source>
            <comment>count</comment>
            <translation>另有 %1 个未显示</translation>
        </message>
        <message>
            <source>Nothing matches.</source>
            <translation>没有匹配项。</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>清除筛选</translation>
        </message>
        <message>
            <source>The tree is empty.</source>
            <translation>资源树为空。</translation>
        </message>
        <message>
            <source>Explorer</source>
            <translation>资源</translation>
        </message>
        <message>
            <source>Filter tree</source>
            <translation>筛选资源树</translation>
        </message>
        <message>
            <source>Part of a name. Also ip:10.4, state:offline, agent:1.6, tag:prod, owner:pay</source>
            <translation>名称的一部分。也可用 ip:10.4、state:离线、agent:1.6、tag:prod、owner:pay</translation>
        </message>
        <message>
            <source>%1 more</source>
            <comment>matches that are not shown</comment>
            <translation>还有 %1 项</translation>
        </message>
        <message>
            <source>All</source>
            <comment>filter: everything</comment>
            <translation>全部</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>异常</translation>
        </message>
        <message>
            <source>Starred</source>
            <translation>收藏</translation>
        </message>
        <message>
            <source>Product tree</source>
            <translation>产品树</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExportRows</name>
        <message>
            <source>Export all rows to a file</source>
            <translation>将所有行导出到文件</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FactList</name>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copy %1</source>
            <comment>%1: the name of a fact</comment>
            <translation>复制%1</translation>
        </message>
        <message>
            <source>Copy all facts</source>
            <translation>复制全部信息</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FilterBar</name>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>IP</source>
            <translation>IP</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>站点</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>组件</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Tag</source>
            <comment>of a host</comment>
            <translation>标签</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>磁盘最高</translation>
        </message>
        <message>
            <source>Net</source>
            <comment>network</comment>
            <translation>网络</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>负载</translation>
        </message>
        <message>
            <source>Filter %1: %2</source>
            <translation>筛选 %1：%2</translation>
        </message>
        <message>
            <source>Enter changes it, Del takes it away</source>
            <translation>Enter 修改，Del 移除</translation>
        </message>
        <message>
            <source>Filter by name or address, or field:value</source>
            <translation>按名称或地址筛选，或 字段:值</translation>
        </message>
        <message>
            <source>Part of a name or address. Or a field, a colon and a value, then Enter: site:cn-north-1, cpu:&gt;80, state:!online, component:edge*. Fields: state, name, ip, site, component, agent, tag, cpu, memory, disk, net, load</source>
            <translation>名称或地址的一部分。或者字段、冒号和值，再按 Enter：站点:cn-north-1、cpu:&gt;80、状态:!在线、组件:edge*。字段：状态、名称、IP、站点、组件、代理、标签、CPU、内存、磁盘最高、网络、负载</translation>
        </message>
        <message>
            <source>Problems only</source>
            <translation>仅异常</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FilterByCell</name>
        <message>
            <source>Filter by this value</source>
            <translation>按此值筛选</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FirstTab</name>
        <message>
            <source>First tab</source>
            <translation>第一个标签页</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FocusFilter</name>
        <message>
            <source>Filter the page</source>
            <translation>筛选本页</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Formatter</name>
        <message>
            <source>yes</source>
            <extracomment>State of a yes-or-no metric</extracomment>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1m</source>
            <translation>%1 分钟</translation>
        </message>
        <message>
            <source>%1m %2s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1h</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1h %2m</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1d</source>
            <translation>%1 天</translation>
        </message>
        <message>
            <source>%1d %2h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <source>never</source>
            <translation>从未</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>%1 秒前</translation>
        </message>
        <message>
            <source>in %1 s</source>
            <translation>%1 秒后</translation>
        </message>
        <message>
            <source>%1 min ago</source>
            <translation>%1 分钟前</translation>
        </message>
        <message>
            <source>in %1 min</source>
            <translation>%1 分钟后</translation>
        </message>
        <message>
            <source>%1 h ago</source>
            <translation>%1 小时前</translation>
        </message>
        <message>
            <source>in %1 h</source>
            <translation>%1 小时后</translation>
        </message>
        <message>
            <source>%1 d ago</source>
            <translation>%1 天前</translation>
        </message>
        <message>
            <source>in %1 d</source>
            <translation>%1 天后</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoBack</name>
        <message>
            <source>Back</source>
            <translation>后退</translation>
        </message>
        <message>
            <source>This is where you started</source>
            <translation>已是起点</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoForward</name>
        <message>
            <source>Forward</source>
            <translation>前进</translation>
        </message>
        <message>
            <source>There is nothing ahead</source>
            <translation>前面没有页面</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoLive</name>
        <message>
            <source>Back to live</source>
            <translation>返回实时</translation>
        </message>
        <message>
            <source>It is live already</source>
            <translation>已是实时</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HeatMap</name>
        <message>
            <source>Heat map of hosts</source>
            <translation>主机热力图</translation>
        </message>
        <message>
            <source>%1, %2, %3</source>
            <comment>name, state and value of a host</comment>
            <translation>%1，%2，%3</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HintStrip</name>
        <message>
            <source>In this range samples begin at %1.</source>
            <translation>此时间范围内的采样从 %1 开始。</translation>
        </message>
        <message>
            <source>Show the last %1</source>
            <extracomment>%1: a duration, "15 min"</extracomment>
            <translation>显示最近 %1</translation>
        </message>
        <message>
            <source>Nothing has come since %1.</source>
            <translation>自 %1 起没有收到任何数据。</translation>
        </message>
        <message>
            <source>Show the time before</source>
            <translation>显示此前的时段</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostFacts</name>
        <message>
            <source>System</source>
            <translation>系统</translation>
        </message>
        <message>
            <source>Host name</source>
            <translation>主机名</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>操作系统</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>内核</translation>
        </message>
        <message>
            <source>Kernel build</source>
            <translation>内核构建</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>架构</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>启动时间</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>型号</translation>
        </message>
        <message>
            <source>Vendor</source>
            <translation>厂商</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>核心</translation>
        </message>
        <message>
            <source>%1 physical, %2 logical</source>
            <translation>%1 个物理核心，%2 个逻辑核心</translation>
        </message>
        <message>
            <source>Frequency</source>
            <translation>频率</translation>
        </message>
        <message>
            <source>Cache</source>
            <translation>缓存</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Physical</source>
            <translation>物理内存</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>交换区</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>rotating</source>
            <translation>机械盘</translation>
        </message>
        <message>
            <source>solid state</source>
            <translation>固态盘</translation>
        </message>
        <message>
            <source>%1 model</source>
            <comment>%1: a disk</comment>
            <translation>%1 型号</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <source>Main address</source>
            <translation>主地址</translation>
        </message>
        <message>
            <source>%1 MAC</source>
            <comment>%1: a network interface</comment>
            <translation>%1 MAC 地址</translation>
        </message>
        <message>
            <source>%1 address</source>
            <comment>%1: a network interface</comment>
            <translation>%1 地址</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostPage</name>
        <message>
            <source>This host is gone</source>
            <translation>此主机已不存在</translation>
        </message>
        <message>
            <source>Was online</source>
            <translation>曾在线</translation>
        </message>
        <message>
            <source>for %1</source>
            <comment>how long a host has been in its state</comment>
            <translation>已持续 %1</translation>
        </message>
        <message>
            <source>agent %1</source>
            <comment>version</comment>
            <translation>代理 %1</translation>
        </message>
        <message>
            <source>The agent has not sent its facts.</source>
            <translation>代理尚未上报主机信息。</translation>
        </message>
        <message>
            <source>Nothing has happened here.</source>
            <translation>这里没有发生任何事件。</translation>
        </message>
        <message numerus="yes">
            <source>Compared with %n host(s)</source>
            <translation>
                <numerusform>与 %n 台主机对比</numerusform>
            </translation>
        </message>
        <message>
            <source>Compared with before</source>
            <comment>with the period before</comment>
            <translation>与上一时段对比</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>verb: draw other curves over these</comment>
            <translation>对比</translation>
        </message>
        <message>
            <source>Path of the data</source>
            <translation>数据路径</translation>
        </message>
        <message>
            <source>Filesystems</source>
            <translation>文件系统</translation>
        </message>
        <message>
            <source>Top processes</source>
            <translation>占用最高的进程</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>主机信息</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Mount</source>
            <translation>挂载点</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>已用</translation>
        </message>
        <message>
            <source>Inodes</source>
            <translation>Inode</translation>
        </message>
        <message>
            <source>Full in</source>
            <comment>time until it is full</comment>
            <translation>预计写满</translation>
        </message>
        <message>
            <source>PID</source>
            <translation>PID</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>This host reports no filesystem.</source>
            <translation>此主机没有上报文件系统。</translation>
        </message>
        <message>
            <source>The agent sent no processes.</source>
            <translation>代理没有上报进程。</translation>
        </message>
        <message>
            <source>paused while the pointer is here</source>
            <translation>指针停留时暂停</translation>
        </message>
        <message>
            <source>live, every second</source>
            <translation>实时，每秒更新</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostTablePage</name>
        <message>
            <source>The rows could not be written</source>
            <translation>无法写入这些行</translation>
        </message>
        <message>
            <source>No hosts here yet. Install an agent or mount hosts on a component.</source>
            <translation>这里还没有主机。请安装代理，或把主机挂载到组件上。</translation>
        </message>
        <message numerus="yes">
            <source>The filters hide %n host(s).</source>
            <translation>
                <numerusform>筛选条件隐藏了 %n 台主机。</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>清除筛选</translation>
        </message>
        <message>
            <source>%1 shown · %2 in total</source>
            <comment>counts of hosts</comment>
            <translation>显示 %1 · 共 %2</translation>
        </message>
        <message>
            <source>%1 selected</source>
            <comment>count of hosts</comment>
            <translation>已选 %1</translation>
        </message>
        <message>
            <source>%1 hidden by filters</source>
            <comment>count of hosts</comment>
            <translation>筛选隐藏 %1</translation>
        </message>
        <message>
            <source>values are fetched for the rows on screen</source>
            <translation>只获取屏幕上各行的数值</translation>
        </message>
        <message>
            <source>%1 of %2 rows written</source>
            <translation>已写入 %1 / %2 行</translation>
        </message>
        <message>
            <source>Table</source>
            <comment>a view of hosts</comment>
            <translation>表格</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>热力图</translation>
        </message>
        <message>
            <source>Choose columns</source>
            <translation>选择列</translation>
        </message>
        <message>
            <source>Export all rows to a file</source>
            <translation>将所有行导出到文件</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Disk</source>
            <comment>storage</comment>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Net</source>
            <comment>network</comment>
            <translation>网络</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>负载</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>a column in percent</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>IP</source>
            <translation>IP</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>站点</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>组件</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>磁盘最高</translation>
        </message>
        <message>
            <source>CPU, 1 h</source>
            <translation>CPU · 1 小时</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>最后上报</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>主机</translation>
        </message>
        <message>
            <source>The view %1 is deleted</source>
            <translation>视图 %1 已删除</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>%1 bit/s</source>
            <comment>a column</comment>
            <translation>%1 bit/s</translation>
        </message>
        <message numerus="yes">
            <source>without the values of %n host(s), which the server did not give</source>
            <translation>
                <numerusform>缺少 %n 台主机的值，服务器未提供</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) written</source>
            <translation>
                <numerusform>已写入 %n 行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>qd::console::InstallGuide</name>
        <message>
            <source>A host appears here as soon as an agent on it has enrolled.</source>
            <translation>主机上的代理注册后，主机就会出现在这里。</translation>
        </message>
        <message>
            <source>No host hangs below this place: install an agent, or mount hosts here.</source>
            <translation>此处之下还没有主机：请安装代理，或将主机挂载到这里。</translation>
        </message>
        <message>
            <source>1. An administrator asks for a one-time token; it holds for an hour.</source>
            <translation>1. 管理员申请一个一次性令牌，有效期一小时。</translation>
        </message>
        <message>
            <source>2. On the host: the token into a file, then start the agent.</source>
            <translation>2. 在主机上：将令牌存入文件，然后启动代理。</translation>
        </message>
        <message>
            <source>A new host starts below the default component. An operator mounts it elsewhere with PUT /api/quarterdeck/v1/hosts/ID/mounts.</source>
            <translation>新主机先位于默认组件之下。操作员可用 PUT /api/quarterdeck/v1/hosts/ID/mounts 将其挂载到别处。</translation>
        </message>
        <message>
            <source>Copy</source>
            <comment>verb: a command line</comment>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the command %1</source>
            <translation>复制命令 %1</translation>
        </message>
    </context>
    <context>
        <name>qd::console::KeyHelp</name>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
    </context>
    <context>
        <name>qd::console::LargeChart</name>
        <message>
            <source>Small again (V)</source>
            <translation>恢复原大小（V）</translation>
        </message>
    </context>
    <context>
        <name>qd::console::LargerText</name>
        <message>
            <source>Larger text</source>
            <translation>放大文字</translation>
        </message>
    </context>
    <context>
        <name>qd::console::MainWindow</name>
        <message>
            <source>The appearance is as it came</source>
            <translation>外观已恢复为初始状态</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>The settings could not be saved</source>
            <translation>无法保存设置</translation>
        </message>
        <message>
            <source>The server does not know that you signed out</source>
            <translation>服务器尚不知道您已退出</translation>
        </message>
        <message>
            <source>Connected again</source>
            <translation>已重新连接</translation>
        </message>
        <message>
            <source>Nothing arrived for %1.</source>
            <comment>a duration</comment>
            <translation>%1内没有收到数据。</translation>
        </message>
        <message>
            <source>The connection to the server was lost</source>
            <translation>与服务器的连接已断开</translation>
        </message>
        <message numerus="yes">
            <source>At most %n window(s) can be open</source>
            <translation>
                <numerusform>最多可打开 %n 个窗口</numerusform>
            </translation>
        </message>
        <message>
            <source>Quarterdeck</source>
            <translation>Quarterdeck</translation>
        </message>
    </context>
    <context>
        <name>qd::console::MaximizeChart</name>
        <message>
            <source>Show a chart large, or small again</source>
            <translation>放大图表，或恢复原大小</translation>
        </message>
    </context>
    <context>
        <name>qd::console::NextRegion</name>
        <message>
            <source>Next region of the window</source>
            <translation>窗口的下一区域</translation>
        </message>
    </context>
    <context>
        <name>qd::console::NoticeList</name>
        <message>
            <source>No notifications since the start.</source>
            <translation>启动以来没有通知。</translation>
        </message>
        <message>
            <source>Level</source>
            <comment>severity</comment>
            <translation>级别</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>When</source>
            <comment>time of a message</comment>
            <translation>时间</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenEverything</name>
        <message>
            <source>Show everything</source>
            <translation>显示全部</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenHosts</name>
        <message>
            <source>Go to the host table</source>
            <translation>前往主机列表</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenKeyHelp</name>
        <message>
            <source>Keys of this page</source>
            <translation>本页快捷键</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenMenu</name>
        <message>
            <source>Menu of what has the focus</source>
            <translation>当前焦点的菜单</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenNotifications</name>
        <message>
            <source>Show the notifications</source>
            <translation>显示通知</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenOverview</name>
        <message>
            <source>Go to the overview</source>
            <translation>前往概览</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenPageInWindow</name>
        <message>
            <source>Open this page in a new window</source>
            <translation>在新窗口中打开此页面</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenPalette</name>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSettings</name>
        <message>
            <source>Open the settings</source>
            <translation>打开设置</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSubject</name>
        <message>
            <source>Open</source>
            <comment>verb: the selected row or tile</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>Select a row or a tile first</source>
            <translation>请先选择一行或一个磁贴</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSubjectInWindow</name>
        <message>
            <source>Open in new window</source>
            <translation>在新窗口中打开</translation>
        </message>
        <message>
            <source>Select a row or a tile first</source>
            <translation>请先选择一行或一个磁贴</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OrderHold</name>
        <message numerus="yes">
            <source>%n new · press N to sort in</source>
            <comment>rows of a table</comment>
            <translation>
                <numerusform>新增 %n 项 · 按 N 排入</numerusform>
            </translation>
        </message>
        <message>
            <source>another order waits · press N to sort in</source>
            <translation>有新的顺序等待 · 按 N 重新排序</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OverviewPage</name>
        <message>
            <source>Open hosts</source>
            <translation>打开主机</translation>
        </message>
        <message>
            <source>Period before</source>
            <comment>toggles: draw it into the charts</comment>
            <translation>上一时段</translation>
        </message>
        <message>
            <source>No hosts yet</source>
            <translation>还没有主机</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>需要关注</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>a column in percent</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>CPU trend</source>
            <translation>CPU 趋势</translation>
        </message>
        <message>
            <source>Hosts up</source>
            <translation>在线主机</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>异常</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>磁盘最高</translation>
        </message>
        <message>
            <source>Children of this place, worst first</source>
            <translation>下级对象，最严重的在前</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>全部区域</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>数据陈旧</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>加载中</translation>
        </message>
        <message numerus="yes">
            <source>%n host(s)</source>
            <translation>
                <numerusform>%n 台主机</numerusform>
            </translation>
        </message>
        <message>
            <source>No hosts here yet. Install an agent or mount hosts on a component.</source>
            <translation>这里还没有主机。请安装代理，或把主机挂载到组件上。</translation>
        </message>
        <message numerus="yes">
            <source>%n entries, worst first</source>
            <translation>
                <numerusform>%n 项，最严重的在前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n 项</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more, %1 of them with problems</source>
            <translation>
                <numerusform>另有 %n 项，其中 %1 项有问题</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more, all reporting</source>
            <translation>
                <numerusform>另有 %n 项，均在上报</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <comment>entries of a list</comment>
            <translation>
                <numerusform>另有 %n 项</numerusform>
            </translation>
        </message>
        <message>
            <source>Hosts with problems</source>
            <translation>异常主机</translation>
        </message>
        <message>
            <source>no hosts yet</source>
            <translation>暂无主机</translation>
        </message>
        <message>
            <source>every host reports</source>
            <translation>所有主机均在上报</translation>
        </message>
        <message>
            <source>waiting for their first report</source>
            <translation>等待首次上报</translation>
        </message>
        <message>
            <source>worst first, below</source>
            <translation>最严重的列在下表最前</translation>
        </message>
        <message>
            <source>CPU average</source>
            <translation>CPU 平均</translation>
        </message>
        <message>
            <source>Memory used</source>
            <translation>内存使用</translation>
        </message>
        <message>
            <source>Network throughput</source>
            <translation>网络吞吐</translation>
        </message>
        <message>
            <source>as at the start of the range</source>
            <translation>与区间起点持平</translation>
        </message>
        <message>
            <source>%1 pp in the range</source>
            <comment>percentage points</comment>
            <translation>区间内 %1 个百分点</translation>
        </message>
        <message>
            <source>%1 % in the range</source>
            <translation>区间内 %1 %</translation>
        </message>
        <message>
            <source>fullest: %1</source>
            <extracomment>How a value changed and whose it is: "1.2 pp · web-7"</extracomment>
            <translation>最满：%1</translation>
        </message>
        <message>
            <source>%1 pp · %2</source>
            <comment>percentage points</comment>
            <translation>%1 个百分点 · %2</translation>
        </message>
        <message>
            <source>no samples</source>
            <translation>没有样本</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PageArea</name>
        <message>
            <source>Last data of %1 · read-only, nothing is live</source>
            <translation>%1 的上次数据 · 只读，非实时</translation>
        </message>
        <message>
            <source>Sign in</source>
            <comment>verb</comment>
            <translation>登录</translation>
        </message>
        <message numerus="yes">
            <source>Too many failed attempts from here · next try in %n s · showing data of %1</source>
            <translation>
                <numerusform>此处失败次数过多 · %n 秒后重试 · 显示 %1 的数据</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reconnecting in %n s · showing data of %1</source>
            <translation>
                <numerusform>%n 秒后重新连接 · 显示 %1 的数据</numerusform>
            </translation>
        </message>
        <message>
            <source>Reconnect now</source>
            <translation>立即重连</translation>
        </message>
        <message>
            <source>The server is silent · showing data of %1</source>
            <translation>服务器无响应 · 显示 %1 的数据</translation>
        </message>
        <message>
            <source>Not connected · showing data of %1</source>
            <translation>未连接 · 显示 %1 的数据</translation>
        </message>
        <message>
            <source>Reconnecting · showing data of %1</source>
            <translation>正在重新连接 · 显示 %1 的数据</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>主机</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PageWindow</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>全部区域</translation>
        </message>
        <message>
            <source>%1 — Quarterdeck</source>
            <comment>title of a window</comment>
            <translation>%1 — Quarterdeck</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PanelView</name>
        <message>
            <source>No samples of this kind in the time shown.</source>
            <translation>所示时间内没有此类样本。</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PathStrip</name>
        <message>
            <source>Collected</source>
            <translation>采集</translation>
        </message>
        <message>
            <source>Sent by the agent</source>
            <translation>代理发出</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>服务器收到</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>已入库</translation>
        </message>
        <message>
            <source>This screen</source>
            <translation>本屏幕</translation>
        </message>
        <message>
            <source>Path of the data</source>
            <translation>数据路径</translation>
        </message>
        <message>
            <source>%1: %2, broken</source>
            <translation>%1：%2，已中断</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1：%2</translation>
        </message>
        <message numerus="yes">
            <source>%n block(s), %1</source>
            <comment>not stored yet</comment>
            <translation>
                <numerusform>%n 个数据块，%1</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, of that %2 in memory only</source>
            <translation>%1，其中 %2 仅在内存中</translation>
        </message>
        <message>
            <source>What the agent still holds is not known: it has not said since the server started.</source>
            <translation>代理尚存多少数据未知：服务器启动后它还没有报告过。</translation>
        </message>
        <message>
            <source>Held by the agent until acknowledged: %1 · said %2</source>
            <translation>代理在得到确认前保留：%1 · %2报告</translation>
        </message>
        <message>
            <source>Held by the agent when it was heard last, %2: %1. By now it may be more.</source>
            <translation>代理最后一次报告（%2）时保留：%1。现在可能更多。</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PickTime</name>
        <message>
            <source>Choose the time range</source>
            <translation>选择时间范围</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PlayFaster</name>
        <message>
            <source>Replay faster</source>
            <translation>加快回放</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PlaySlower</name>
        <message>
            <source>Replay slower</source>
            <translation>减慢回放</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PreviousRegion</name>
        <message>
            <source>Previous region of the window</source>
            <translation>窗口的上一区域</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Redo</name>
        <message>
            <source>Redo the change of the settings</source>
            <translation>重做对设置的更改</translation>
        </message>
        <message>
            <source>There is nothing to redo</source>
            <translation>没有可重做的更改</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Refresh</name>
        <message>
            <source>Refresh</source>
            <translation>刷新</translation>
        </message>
        <message>
            <source>The connection is lost</source>
            <translation>连接已断开</translation>
        </message>
    </context>
    <context>
        <name>qd::console::RenameView</name>
        <message>
            <source>Rename the view</source>
            <translation>重命名视图</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ReplayBar</name>
        <message>
            <source>Viewing %1 — not live</source>
            <comment>%1: 11-20 17:24:31</comment>
            <translation>正在查看 %1 — 非实时</translation>
        </message>
        <message>
            <source>Pause the replay (Shift+Space)</source>
            <translation>暂停回放 (Shift+Space)</translation>
        </message>
        <message>
            <source>Play from here (Shift+Space)</source>
            <translation>从此处播放 (Shift+Space)</translation>
        </message>
        <message>
            <source>Pause the replay</source>
            <translation>暂停回放</translation>
        </message>
        <message>
            <source>Play from here</source>
            <translation>从此处播放</translation>
        </message>
        <message>
            <source>%1×</source>
            <comment>speed of a replay</comment>
            <translation>%1×</translation>
        </message>
        <message>
            <source>Speed of the replay: %1×</source>
            <translation>回放速度：%1×</translation>
        </message>
        <message>
            <source>Charts and tiles are of this time, states of hosts of now.</source>
            <translation>图表与数值为该时刻的数据，主机状态为当前状态。</translation>
        </message>
        <message>
            <source>Back to live</source>
            <translation>返回实时</translation>
        </message>
        <message>
            <source>Back to live (Space)</source>
            <translation>返回实时 (Space)</translation>
        </message>
        <message>
            <source>1× — as it was</source>
            <translation>1× — 原速</translation>
        </message>
        <message numerus="yes">
            <source>%n second(s) in one</source>
            <comment>speed of a replay</comment>
            <translation>
                <numerusform>每秒播放 %n 秒</numerusform>
            </translation>
        </message>
        <message>
            <source>Speed of the replay (, and .)</source>
            <translation>回放速度（, 和 .）</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ReplayCommand</name>
        <message>
            <source>Choose a time that is over first</source>
            <translation>请先选择过去的时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::RetryConnection</name>
        <message>
            <source>Reconnect now</source>
            <translation>立即重连</translation>
        </message>
        <message>
            <source>The connection is fine</source>
            <translation>连接正常</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SaveView</name>
        <message>
            <source>Save the table as a view</source>
            <translation>将表格保存为视图</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SecondTab</name>
        <message>
            <source>Second tab</source>
            <translation>第二个标签页</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SettingsPage</name>
        <message>
            <source>%1 %</source>
            <comment>text size</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>密度</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>字号</translation>
        </message>
        <message>
            <source>Motion</source>
            <translation>动效</translation>
        </message>
        <message>
            <source>System</source>
            <comment>language of the desktop</comment>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>高对比度</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>紧凑</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>标准</translation>
        </message>
        <message>
            <source>Touch</source>
            <comment>large targets for fingers</comment>
            <translation>触控</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>Local</source>
            <comment>time zone of the desktop</comment>
            <translation>本地</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>缩小文字</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>放大文字</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>减少动效</translation>
        </message>
        <message>
            <source>Reset appearance</source>
            <translation>重置外观</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Severity</name>
        <message>
            <source>Critical</source>
            <translation>紧急</translation>
        </message>
        <message>
            <source>Major</source>
            <translation>严重</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>警告</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>提示</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SeverityAnnouncer</name>
        <message>
            <source>Worst state of all hosts: %1. %2</source>
            <translation>所有主机中最差状态：%1。%2</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShellWindow</name>
        <message>
            <source>Copied %1</source>
            <translation>已复制 %1</translation>
        </message>
        <message>
            <source>The names of metrics could not be loaded</source>
            <translation>无法加载指标名称</translation>
        </message>
        <message>
            <source>Nothing to copy here</source>
            <translation>此处没有可复制的内容</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) copied</source>
            <translation>
                <numerusform>已复制 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShiftBack</name>
        <message>
            <source>Half a range back</source>
            <translation>后退半个区间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShiftForward</name>
        <message>
            <source>Half a range forward</source>
            <translation>前进半个区间</translation>
        </message>
        <message>
            <source>The range ends now</source>
            <translation>区间已到当前时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SignOut</name>
        <message>
            <source>Sign out</source>
            <translation>退出登录</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SmallerText</name>
        <message>
            <source>Smaller text</source>
            <translation>缩小文字</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SortIn</name>
        <message>
            <source>Sort in what is new</source>
            <translation>排入新内容</translation>
        </message>
        <message>
            <source>Nothing waits to be sorted in</source>
            <translation>没有等待排入的内容</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StatTile</name>
        <message>
            <source>%1, up %2</source>
            <translation>%1，上升 %2</translation>
        </message>
        <message>
            <source>%1, down %2</source>
            <translation>%1，下降 %2</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StateView</name>
        <message>
            <source>Copy details</source>
            <translation>复制详情</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StatusExplanation</name>
        <message>
            <source>Connection</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>The link of this window to the server.</source>
            <translation>此窗口与服务器之间的连接。</translation>
        </message>
        <message>
            <source>Show notifications</source>
            <translation>显示通知</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>服务器</translation>
        </message>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Server version</source>
            <translation>服务器版本</translation>
        </message>
        <message>
            <source>Connected since</source>
            <comment>a time</comment>
            <translation>连接自</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>time (duration)</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation>往返时间</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <source>not measured yet</source>
            <translation>尚未测量</translation>
        </message>
        <message>
            <source>Last contact</source>
            <translation>最后联系</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>下次尝试</translation>
        </message>
        <message numerus="yes">
            <source>in %n s</source>
            <translation>
                <numerusform>%n 秒后</numerusform>
            </translation>
        </message>
        <message>
            <source>Data delay</source>
            <translation>数据延迟</translation>
        </message>
        <message>
            <source>How old the newest sample of all hosts is. One host's own way is on its page.</source>
            <translation>所有主机中最新样本的时间差。单个主机的路径见其页面。</translation>
        </message>
        <message>
            <source>Newest sample</source>
            <translation>最新样本</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>暂无</translation>
        </message>
        <message>
            <source>Collected, sent and kept</source>
            <translation>采集、发送并保存</translation>
        </message>
        <message>
            <source>Server to this window</source>
            <translation>服务器到此窗口</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Agents</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>One agent runs on every host. These are all that are known.</source>
            <translation>每台主机运行一个代理，以下为全部已知代理。</translation>
        </message>
        <message numerus="yes">
            <source>Show the %n host(s) with problems</source>
            <translation>
                <numerusform>显示 %n 台有问题的主机</numerusform>
            </translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>时钟</translation>
        </message>
        <message>
            <source>Every time is shown in this zone. The time picker and the settings change it.</source>
            <translation>所有时间均按此时区显示，可在时间选择器和设置中更改。</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StepBack</name>
        <message>
            <source>A whole range back</source>
            <translation>后退一个区间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StepForward</name>
        <message>
            <source>A whole range forward</source>
            <translation>前进一个区间</translation>
        </message>
        <message>
            <source>The range ends now</source>
            <translation>区间已到当前时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TableCommand</name>
        <message>
            <source>Open the host table first</source>
            <translation>请先打开主机表</translation>
        </message>
        <message>
            <source>Point at a value of the host table first</source>
            <translation>请先指向主机表中的一个值</translation>
        </message>
        <message>
            <source>Open a saved view first</source>
            <translation>请先打开已保存的视图</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TimeChart</name>
        <message>
            <source>last data %1</source>
            <translation>最后数据 %1</translation>
        </message>
        <message>
            <source>%1 per min</source>
            <extracomment>Slope of a measured line: a value per minute</extracomment>
            <translation>每 %1 的最小/最大值</translation>
        </message>
        <message>
            <source>%1 to %2: %3</source>
            <extracomment>A span without data: "17:10:00 to 17:20:00: No data: the agent was down"</extracomment>
            <translation>%1 至 %2：%3</translation>
        </message>
        <message>
            <source>period before</source>
            <extracomment>%1: a curve of the period before the shown one</extracomment>
            <translation>上一时段</translation>
        </message>
        <message>
            <source>%1, before</source>
            <translation>%1（上一时段）</translation>
        </message>
        <message>
            <source>Pinned · Esc releases</source>
            <translation>已固定 · Esc 取消</translation>
        </message>
        <message>
            <source>No data: the agent was down</source>
            <translation>无数据：代理已停止</translation>
        </message>
        <message>
            <source>No data: the agent is not connected</source>
            <translation>无数据：代理未连接</translation>
        </message>
        <message>
            <source>No data: the collector was off</source>
            <translation>无数据：采集器已关闭</translation>
        </message>
        <message>
            <source>No data: the collector failed</source>
            <translation>无数据：采集器出错</translation>
        </message>
        <message>
            <source>No data yet: it is late</source>
            <translation>暂无数据：数据迟到</translation>
        </message>
        <message>
            <source>No data: maintenance</source>
            <translation>无数据：维护中</translation>
        </message>
        <message>
            <source>No data</source>
            <translation>无数据</translation>
        </message>
        <message>
            <source>, above %1 since %2</source>
            <extracomment>Goes on after "p95: last 864 ms, max 990 ms at 17:36"</extracomment>
            <translation>，自 %2 起高于 %1</translation>
        </message>
        <message>
            <source>, below %1 since %2</source>
            <translation>，自 %2 起低于 %1</translation>
        </message>
        <message>
            <source>no samples before %1</source>
            <extracomment>%1: a time of day</extracomment>
            <translation>%1 之前没有采样</translation>
        </message>
        <message>
            <source>%1: no data</source>
            <translation>%1：无数据</translation>
        </message>
        <message>
            <source>%1: last %2, max %3 at %4</source>
            <translation>%1：最新 %2，最大 %3（%4）</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TimePicker</name>
        <message>
            <source>It ends before it begins, or lies ahead.</source>
            <translation>结束早于开始，或位于未来。</translation>
        </message>
        <message>
            <source>A range lasts from one second to ten years.</source>
            <translation>时间范围须在一秒到十年之间。</translation>
        </message>
        <message>
            <source>Not understood. Examples: 15m, yesterday, 11-20 17:00 to 18:00</source>
            <translation>无法识别。示例：15m、昨天、11-20 17:00 到 18:00</translation>
        </message>
        <message>
            <source>Time range</source>
            <translation>时间范围</translation>
        </message>
        <message>
            <source>15m, 2d, yesterday, 11-20 17:00 to 18:00</source>
            <translation>15m、2d、昨天、11-20 17:00 到 18:00</translation>
        </message>
        <message>
            <source>Times are in %1.</source>
            <comment>a time zone</comment>
            <translation>时间按 %1 显示。</translation>
        </message>
        <message>
            <source>Local</source>
            <comment>time zone of the desktop</comment>
            <translation>本地</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>From</source>
            <comment>start of a time range</comment>
            <translation>从</translation>
        </message>
        <message>
            <source>To</source>
            <comment>end of a time range</comment>
            <translation>到</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>最近</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToastStack</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleExplorer</name>
        <message>
            <source>Show or hide the explorer</source>
            <translation>显示或隐藏资源树</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleFullScreen</name>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleHeatMap</name>
        <message>
            <source>Heat map of hosts</source>
            <translation>主机热力图</translation>
        </message>
        <message>
            <source>Open the host table first</source>
            <translation>请先打开主机列表</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePause</name>
        <message>
            <source>Pause or resume live</source>
            <translation>暂停或继续实时</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePeriodBefore</name>
        <message>
            <source>Draw the period before into the charts</source>
            <translation>在图表中绘出上一时段</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePlaying</name>
        <message>
            <source>Play or pause the replay</source>
            <translation>播放或暂停回放</translation>
        </message>
        <message>
            <source>The connection is lost</source>
            <translation>连接已断开</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleStar</name>
        <message>
            <source>Star or unstar this place</source>
            <translation>收藏或取消收藏此处</translation>
        </message>
        <message>
            <source>The whole tree cannot be starred</source>
            <translation>不能收藏整棵树</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleTheme</name>
        <message>
            <source>Switch between dark and light</source>
            <translation>切换深色与浅色</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleTimeLink</name>
        <message>
            <source>Link or unlink the time of this window</source>
            <translation>关联或取消关联此窗口的时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TopBar</name>
        <message>
            <source>The time is that of the main window. Unlink (Ctrl+Shift+T)</source>
            <translation>时间与主窗口一致。取消关联 (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>This window has a time of its own. Link (Ctrl+Shift+T)</source>
            <translation>此窗口使用独立的时间。关联 (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>Unlink the time</source>
            <translation>取消关联时间</translation>
        </message>
        <message>
            <source>Link the time</source>
            <translation>关联时间</translation>
        </message>
        <message>
            <source>All</source>
            <comment>the whole tree</comment>
            <translation>全部</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Remove star</source>
            <translation>取消收藏</translation>
        </message>
        <message>
            <source>Star this place</source>
            <translation>收藏此处</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>全部区域</translation>
        </message>
        <message>
            <source>Not live</source>
            <comment>no data arrives</comment>
            <translation>非实时</translation>
        </message>
        <message>
            <source>Back to live</source>
            <translation>返回实时</translation>
        </message>
        <message>
            <source>Live</source>
            <comment>moving with the time</comment>
            <translation>实时</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Nothing arrives from the server. It goes on by itself.</source>
            <translation>服务器没有发来数据，恢复后会自动继续。</translation>
        </message>
        <message>
            <source>Pause (Space)</source>
            <translation>暂停（空格）</translation>
        </message>
        <message>
            <source>Resume (Space)</source>
            <translation>继续（空格）</translation>
        </message>
        <message>
            <source>Signed in as %1</source>
            <translation>已登录：%1</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>搜索或执行命令</translation>
        </message>
        <message>
            <source>A range back; half of one: [</source>
            <translation>后退一个区间；后退一半：[</translation>
        </message>
        <message>
            <source>A range forward; half of one: ]</source>
            <translation>前进一个区间；前进一半：]</translation>
        </message>
        <message>
            <source>Refresh (F5)</source>
            <translation>刷新（F5）</translation>
        </message>
        <message>
            <source>Choose the time range (T)</source>
            <translation>选择时间范围（T）</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Keys of this page</source>
            <translation>本页快捷键</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>退出登录</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TreeDelegate</name>
        <message>
            <source>%1 critical</source>
            <comment>count of hosts</comment>
            <translation>%1 台紧急</translation>
        </message>
        <message>
            <source>%1 warning</source>
            <comment>count of hosts</comment>
            <translation>%1 台警告</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>count of hosts</comment>
            <translation>%1 台未知</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between parts of a list</comment>
            <translation>，</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Undo</name>
        <message>
            <source>Undo the last change of the settings</source>
            <translation>撤销对设置的上一次更改</translation>
        </message>
        <message>
            <source>There is nothing to undo</source>
            <translation>没有可撤销的更改</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UpdateView</name>
        <message>
            <source>Save the changes of the view</source>
            <translation>保存视图的更改</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseChinese</name>
        <message>
            <source>Language: Chinese</source>
            <translation>语言：中文</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseCompact</name>
        <message>
            <source>Density: compact</source>
            <translation>密度：紧凑</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseEnglish</name>
        <message>
            <source>Language: English</source>
            <translation>语言：英文</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseNormal</name>
        <message>
            <source>Density: normal</source>
            <translation>密度：标准</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseTouch</name>
        <message>
            <source>Density: touch</source>
            <translation>密度：触控</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ViewBar</name>
        <message>
            <source>All hosts</source>
            <translation>全部主机</translation>
        </message>
        <message>
            <source>Save as a view…</source>
            <translation>另存为视图…</translation>
        </message>
        <message>
            <source>Save the changes</source>
            <translation>保存更改</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>verb</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>视图</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ViewPrompt</name>
        <message>
            <source>Give the view a name.</source>
            <translation>请输入视图名称。</translation>
        </message>
        <message numerus="yes">
            <source>At most %n character(s).</source>
            <translation>
                <numerusform>最多 %n 个字符。</numerusform>
            </translation>
        </message>
        <message>
            <source>There is a view with this name.</source>
            <translation>已有同名视图。</translation>
        </message>
        <message numerus="yes">
            <source>There are %n views, more cannot be kept. Delete one first.</source>
            <translation>
                <numerusform>已有 %n 个视图，无法再保存。请先删除一个。</numerusform>
            </translation>
        </message>
        <message>
            <source>Name of the view</source>
            <translation>视图名称</translation>
        </message>
        <message>
            <source>Save</source>
            <comment>verb</comment>
            <translation>保存</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>qd::console::WindowOverlays</name>
        <message>
            <source>Next and previous row</source>
            <translation>下一行和上一行</translation>
        </message>
        <message>
            <source>Select or deselect the row</source>
            <translation>选中或取消选中该行</translation>
        </message>
        <message>
            <source>Extend the selection</source>
            <translation>扩展选择</translation>
        </message>
        <message>
            <source>Select every row</source>
            <translation>选中所有行</translation>
        </message>
        <message>
            <source>Open the row</source>
            <translation>打开该行</translation>
        </message>
        <message>
            <source>Filter by the value of a cell</source>
            <translation>按单元格的值筛选</translation>
        </message>
        <message>
            <source>Second column to sort by</source>
            <translation>第二排序列</translation>
        </message>
        <message>
            <source>Open one level of the tree</source>
            <translation>展开树的一层</translation>
        </message>
        <message>
            <source>To the parent in the tree</source>
            <translation>转到树中的上级</translation>
        </message>
        <message>
            <source>Cursor to the next sample of the chart</source>
            <translation>光标移到图表的下一个采样</translation>
        </message>
        <message>
            <source>Stretch a time range; Enter zooms to it</source>
            <translation>拉伸时间范围；按 Enter 缩放到该范围</translation>
        </message>
        <message>
            <source>Pin the values at the cursor of the chart</source>
            <translation>固定图表光标处的数值</translation>
        </message>
        <message>
            <source>The chart as a table</source>
            <translation>以表格显示图表</translation>
        </message>
        <message>
            <source>Close what is on top</source>
            <translation>关闭最上层</translation>
        </message>
        <message>
            <source>Host view: %1</source>
            <translation>主机视图：%1</translation>
        </message>
        <message>
            <source>Alt+Click</source>
            <comment>a key with a click</comment>
            <translation>Alt+单击</translation>
        </message>
        <message>
            <source>Shift+Click</source>
            <comment>a key with a click</comment>
            <translation>Shift+单击</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Workspace</name>
        <message>
            <source>Last data · %1</source>
            <comment>a server</comment>
            <translation>上次的数据 · %1</translation>
        </message>
        <message>
            <source>Connected · %1</source>
            <translation>已连接 · %1</translation>
        </message>
        <message>
            <source>Server silent · %1</source>
            <translation>服务器无响应 · %1</translation>
        </message>
        <message>
            <source>Disconnected · %1</source>
            <translation>已断开 · %1</translation>
        </message>
        <message>
            <source>Connection to the server</source>
            <translation>与服务器的连接</translation>
        </message>
        <message>
            <source>data of %1</source>
            <translation>%1 的数据</translation>
        </message>
        <message>
            <source>data delay %1</source>
            <translation>数据延迟 %1</translation>
        </message>
        <message>
            <source>no data yet</source>
            <translation>暂无数据</translation>
        </message>
        <message>
            <source>Now minus the newest sample of all hosts</source>
            <translation>当前时间减去全部主机的最新样本时间</translation>
        </message>
        <message>
            <source>%1 / %2 agents</source>
            <translation>%1 / %2 个代理</translation>
        </message>
        <message>
            <source>Agents that report, of all that are known</source>
            <translation>正在上报的代理数 / 已知代理总数</translation>
        </message>
        <message>
            <source>Time zone of every time shown</source>
            <translation>所有时间使用的时区</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>English</source>
            <comment>the name of this language in itself</comment>
            <translation>中文</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomBack</name>
        <message>
            <source>Back to the range before the zoom</source>
            <translation>返回缩放前的区间</translation>
        </message>
        <message>
            <source>Nothing is zoomed</source>
            <translation>当前没有缩放</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomIn</name>
        <message>
            <source>Zoom time in</source>
            <translation>放大时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomOut</name>
        <message>
            <source>Zoom time out</source>
            <translation>缩小时间</translation>
        </message>
    </context>
    <context>
        <name>qd::console::tables</name>
        <message>
            <source>Columns as they came</source>
            <translation>恢复默认列</translation>
        </message>
    </context>
    <context>
        <name>qd::console::timewords</name>
        <message numerus="yes">
            <source>Last %n day(s)</source>
            <translation>
                <numerusform>最近 %n 天</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n hour(s)</source>
            <translation>
                <numerusform>最近 %n 小时</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n minute(s)</source>
            <translation>
                <numerusform>最近 %n 分钟</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n second(s)</source>
            <translation>
                <numerusform>最近 %n 秒</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>qd::console::words</name>
        <message>
            <source>CPU usage</source>
            <translation>CPU 使用率</translation>
        </message>
        <message>
            <source>Memory used</source>
            <translation>内存使用</translation>
        </message>
        <message>
            <source>Network throughput</source>
            <translation>网络吞吐</translation>
        </message>
        <message>
            <source>Load per core</source>
            <translation>单核负载</translation>
        </message>
        <message>
            <source>Disk throughput</source>
            <translation>磁盘吞吐</translation>
        </message>
        <message>
            <source>Fullest filesystem</source>
            <translation>最满的文件系统</translation>
        </message>
        <message>
            <source>CPU by kind of work</source>
            <translation>CPU 按用途</translation>
        </message>
        <message>
            <source>Load average</source>
            <translation>平均负载</translation>
        </message>
        <message>
            <source>Context switches and interrupts</source>
            <translation>上下文切换与中断</translation>
        </message>
        <message>
            <source>Pressure stall</source>
            <translation>资源压力</translation>
        </message>
        <message>
            <source>Memory by use</source>
            <translation>内存按用途</translation>
        </message>
        <message>
            <source>Memory share</source>
            <translation>内存占比</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>交换区</translation>
        </message>
        <message>
            <source>Paging</source>
            <translation>换页</translation>
        </message>
        <message>
            <source>Disk utilisation</source>
            <translation>磁盘利用率</translation>
        </message>
        <message>
            <source>Disk wait per request</source>
            <translation>磁盘请求等待</translation>
        </message>
        <message>
            <source>Disk queue length</source>
            <translation>磁盘队列长度</translation>
        </message>
        <message>
            <source>Disk requests</source>
            <translation>磁盘请求数</translation>
        </message>
        <message>
            <source>Filesystem fill</source>
            <translation>文件系统使用率</translation>
        </message>
        <message>
            <source>Network packets</source>
            <translation>网络包数</translation>
        </message>
        <message>
            <source>Network errors</source>
            <translation>网络错误</translation>
        </message>
        <message>
            <source>Connection tracking</source>
            <translation>连接跟踪</translation>
        </message>
        <message>
            <source>TCP connections opened</source>
            <translation>TCP 新建连接</translation>
        </message>
        <message>
            <source>TCP segments</source>
            <translation>TCP 报文段</translation>
        </message>
        <message>
            <source>TCP retransmits</source>
            <translation>TCP 重传</translation>
        </message>
        <message>
            <source>TCP sockets by state</source>
            <translation>TCP 套接字按状态</translation>
        </message>
        <message>
            <source>UDP datagrams</source>
            <translation>UDP 数据报</translation>
        </message>
        <message>
            <source>UDP errors</source>
            <translation>UDP 错误</translation>
        </message>
        <message>
            <source>Processes and threads</source>
            <translation>进程与线程</translation>
        </message>
        <message>
            <source>Processes by state</source>
            <translation>进程按状态</translation>
        </message>
        <message>
            <source>Open files</source>
            <translation>打开文件数</translation>
        </message>
        <message>
            <source>Entropy and users</source>
            <translation>熵与登录用户</translation>
        </message>
        <message>
            <source>Agent CPU</source>
            <translation>代理 CPU</translation>
        </message>
        <message>
            <source>Agent memory and spool</source>
            <translation>代理内存与缓存队列</translation>
        </message>
        <message>
            <source>Agent samples</source>
            <translation>代理样本数</translation>
        </message>
        <message>
            <source>Agent acknowledgement time</source>
            <translation>代理确认耗时</translation>
        </message>
        <message>
            <source>CPU busy, idle and guests</source>
            <translation>CPU 忙碌、空闲与虚拟机</translation>
        </message>
        <message>
            <source>Load average per core</source>
            <translation>每核平均负载</translation>
        </message>
        <message>
            <source>CPU by core</source>
            <translation>CPU 按核心</translation>
        </message>
        <message>
            <source>Memory available</source>
            <translation>可用内存</translation>
        </message>
        <message>
            <source>Memory of kernel and shared</source>
            <translation>内核与共享内存</translation>
        </message>
        <message>
            <source>Swap share</source>
            <translation>交换区占比</translation>
        </message>
        <message>
            <source>Page faults</source>
            <translation>缺页</translation>
        </message>
        <message>
            <source>Processes killed for want of memory</source>
            <translation>因内存不足被杀的进程</translation>
        </message>
        <message>
            <source>Disk requests merged</source>
            <translation>磁盘合并请求数</translation>
        </message>
        <message>
            <source>Sectors per disk request</source>
            <translation>每次磁盘请求的扇区数</translation>
        </message>
        <message>
            <source>Disk time per second, ms</source>
            <translation>每秒磁盘耗时（毫秒）</translation>
        </message>
        <message>
            <source>Filesystem space</source>
            <translation>文件系统空间</translation>
        </message>
        <message>
            <source>Filesystem free</source>
            <translation>文件系统剩余</translation>
        </message>
        <message>
            <source>Inode fill</source>
            <translation>索引节点使用率</translation>
        </message>
        <message>
            <source>Inodes</source>
            <translation>索引节点</translation>
        </message>
        <message>
            <source>Space of all filesystems</source>
            <translation>全部文件系统空间</translation>
        </message>
        <message>
            <source>Fill of all filesystems</source>
            <translation>全部文件系统使用率</translation>
        </message>
        <message>
            <source>Filesystem read-only</source>
            <translation>文件系统只读</translation>
        </message>
        <message>
            <source>Directory sizes</source>
            <translation>目录大小</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>GPU utilisation</source>
            <translation>GPU 利用率</translation>
        </message>
        <message>
            <source>GPU memory</source>
            <translation>GPU 显存</translation>
        </message>
        <message>
            <source>GPU memory share</source>
            <translation>GPU 显存占比</translation>
        </message>
        <message>
            <source>GPU temperature</source>
            <translation>GPU 温度</translation>
        </message>
        <message>
            <source>GPU power</source>
            <translation>GPU 功耗</translation>
        </message>
        <message>
            <source>GPU fan</source>
            <translation>GPU 风扇</translation>
        </message>
        <message>
            <source>GPU cards</source>
            <translation>GPU 数量</translation>
        </message>
        <message>
            <source>Network drops</source>
            <translation>网络丢包</translation>
        </message>
        <message>
            <source>Network link errors</source>
            <translation>网络链路错误</translation>
        </message>
        <message>
            <source>Multicast and compressed packets</source>
            <translation>组播与压缩数据包</translation>
        </message>
        <message>
            <source>Interface up</source>
            <translation>网卡启用</translation>
        </message>
        <message>
            <source>Share of the link speed</source>
            <translation>链路带宽占比</translation>
        </message>
        <message>
            <source>Link speed</source>
            <translation>链路速率</translation>
        </message>
        <message>
            <source>Port listens</source>
            <translation>端口监听</translation>
        </message>
        <message>
            <source>TCP fast retransmit share</source>
            <translation>TCP 快速重传占比</translation>
        </message>
        <message>
            <source>TCP loss recovery</source>
            <translation>TCP 丢包恢复</translation>
        </message>
        <message>
            <source>TCP reordering</source>
            <translation>TCP 乱序</translation>
        </message>
        <message>
            <source>TCP queue drops</source>
            <translation>TCP 队列丢弃</translation>
        </message>
        <message>
            <source>TCP failures</source>
            <translation>TCP 失败</translation>
        </message>
        <message>
            <source>TCP aborts</source>
            <translation>TCP 中止</translation>
        </message>
        <message>
            <source>TCP in the kernel</source>
            <translation>TCP 内核计数</translation>
        </message>
        <message>
            <source>TCP sockets in transition</source>
            <translation>TCP 过渡状态套接字</translation>
        </message>
        <message>
            <source>TCP connections now</source>
            <translation>TCP 当前连接数</translation>
        </message>
        <message>
            <source>UDP buffers full</source>
            <translation>UDP 缓冲区满</translation>
        </message>
        <message>
            <source>Kernel limits</source>
            <translation>内核上限</translation>
        </message>
        <message>
            <source>Host uptime</source>
            <translation>主机运行时间</translation>
        </message>
        <message>
            <source>Clock synchronised</source>
            <translation>时钟已同步</translation>
        </message>
        <message>
            <source>Clock offset</source>
            <translation>时钟偏差</translation>
        </message>
        <message>
            <source>Processes by group</source>
            <translation>进程组进程数</translation>
        </message>
        <message>
            <source>CPU by process group</source>
            <translation>进程组 CPU</translation>
        </message>
        <message>
            <source>Memory by process group</source>
            <translation>进程组内存</translation>
        </message>
        <message>
            <source>Memory share by process group</source>
            <translation>进程组内存占比</translation>
        </message>
        <message>
            <source>Disk traffic by process group</source>
            <translation>进程组磁盘流量</translation>
        </message>
        <message>
            <source>Open files by process group</source>
            <translation>进程组打开文件数</translation>
        </message>
        <message>
            <source>Threads by process group</source>
            <translation>进程组线程数</translation>
        </message>
        <message>
            <source>Uptime by process group</source>
            <translation>进程组运行时间</translation>
        </message>
        <message>
            <source>CPU by cgroup</source>
            <translation>控制组 CPU</translation>
        </message>
        <message>
            <source>Memory by cgroup</source>
            <translation>控制组内存</translation>
        </message>
        <message>
            <source>URL answers</source>
            <translation>URL 可用</translation>
        </message>
        <message>
            <source>URL answer time</source>
            <translation>URL 响应时间</translation>
        </message>
        <message>
            <source>URL status code</source>
            <translation>URL 状态码</translation>
        </message>
        <message>
            <source>Certificate days left</source>
            <translation>证书剩余天数</translation>
        </message>
        <message>
            <source>Oldest sample in the spool</source>
            <translation>缓存队列中最旧的样本</translation>
        </message>
        <message>
            <source>Time of collectors</source>
            <translation>采集器耗时</translation>
        </message>
        <message>
            <source>Errors of collectors</source>
            <translation>采集器错误</translation>
        </message>
        <message>
            <source>Agent open files</source>
            <translation>代理打开文件数</translation>
        </message>
        <message>
            <source>Agent uptime</source>
            <translation>代理运行时间</translation>
        </message>
        <message>
            <source>Agent restarts and plugins</source>
            <translation>代理重启与插件</translation>
        </message>
        <message>
            <source>Agent reports</source>
            <translation>代理上报</translation>
        </message>
        <message>
            <source>user</source>
            <comment>CPU time in programs</comment>
            <translation>用户态</translation>
        </message>
        <message>
            <source>system</source>
            <comment>CPU time in the kernel</comment>
            <translation>内核态</translation>
        </message>
        <message>
            <source>I/O wait</source>
            <comment>CPU time waiting for disks</comment>
            <translation>I/O 等待</translation>
        </message>
        <message>
            <source>nice</source>
            <comment>CPU time of programs with low priority</comment>
            <translation>低优先级</translation>
        </message>
        <message>
            <source>interrupts</source>
            <comment>CPU time in interrupts</comment>
            <translation>硬中断</translation>
        </message>
        <message>
            <source>soft interrupts</source>
            <comment>CPU time in soft interrupts</comment>
            <translation>软中断</translation>
        </message>
        <message>
            <source>steal</source>
            <comment>CPU time taken by the hypervisor</comment>
            <translation>被抢占</translation>
        </message>
        <message>
            <source>1 min</source>
            <comment>name of a curve</comment>
            <translation>1 分钟</translation>
        </message>
        <message>
            <source>5 min</source>
            <comment>name of a curve</comment>
            <translation>5 分钟</translation>
        </message>
        <message>
            <source>15 min</source>
            <comment>name of a curve</comment>
            <translation>15 分钟</translation>
        </message>
        <message>
            <source>context switches</source>
            <comment>name of a curve</comment>
            <translation>上下文切换</translation>
        </message>
        <message>
            <source>interrupts</source>
            <comment>count of interrupts</comment>
            <translation>中断</translation>
        </message>
        <message>
            <source>CPU, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>CPU 部分等待</translation>
        </message>
        <message>
            <source>memory, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>内存部分等待</translation>
        </message>
        <message>
            <source>memory, all</source>
            <comment>pressure: all tasks wait</comment>
            <translation>内存全部等待</translation>
        </message>
        <message>
            <source>I/O, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>I/O 部分等待</translation>
        </message>
        <message>
            <source>I/O, all</source>
            <comment>pressure: all tasks wait</comment>
            <translation>I/O 全部等待</translation>
        </message>
        <message>
            <source>used</source>
            <comment>name of a curve</comment>
            <translation>已用</translation>
        </message>
        <message>
            <source>buffers</source>
            <comment>name of a curve</comment>
            <translation>缓冲</translation>
        </message>
        <message>
            <source>cached</source>
            <comment>name of a curve</comment>
            <translation>缓存</translation>
        </message>
        <message>
            <source>free</source>
            <comment>memory</comment>
            <translation>空闲</translation>
        </message>
        <message>
            <source>available</source>
            <comment>memory</comment>
            <translation>可用</translation>
        </message>
        <message>
            <source>total</source>
            <comment>name of a curve</comment>
            <translation>总量</translation>
        </message>
        <message>
            <source>swapped in</source>
            <comment>name of a curve</comment>
            <translation>换入</translation>
        </message>
        <message>
            <source>swapped out</source>
            <comment>name of a curve</comment>
            <translation>换出</translation>
        </message>
        <message>
            <source>major faults</source>
            <comment>name of a curve</comment>
            <translation>主缺页</translation>
        </message>
        <message>
            <source>read</source>
            <comment>from a disk</comment>
            <translation>读取</translation>
        </message>
        <message>
            <source>written</source>
            <comment>to a disk</comment>
            <translation>写入</translation>
        </message>
        <message>
            <source>in</source>
            <comment>network traffic</comment>
            <translation>入站</translation>
        </message>
        <message>
            <source>out</source>
            <comment>network traffic</comment>
            <translation>出站</translation>
        </message>
        <message>
            <source>errors</source>
            <comment>name of a curve</comment>
            <translation>错误</translation>
        </message>
        <message>
            <source>dropped</source>
            <comment>name of a curve</comment>
            <translation>丢弃</translation>
        </message>
        <message>
            <source>tracked</source>
            <comment>connections</comment>
            <translation>已跟踪</translation>
        </message>
        <message>
            <source>limit</source>
            <comment>name of a curve</comment>
            <translation>上限</translation>
        </message>
        <message>
            <source>opened from here</source>
            <comment>connections</comment>
            <translation>主动打开</translation>
        </message>
        <message>
            <source>opened from outside</source>
            <comment>connections</comment>
            <translation>被动打开</translation>
        </message>
        <message>
            <source>resets</source>
            <comment>name of a curve</comment>
            <translation>重置</translation>
        </message>
        <message>
            <source>retransmitted</source>
            <comment>name of a curve</comment>
            <translation>重传</translation>
        </message>
        <message>
            <source>timeouts</source>
            <comment>name of a curve</comment>
            <translation>超时</translation>
        </message>
        <message>
            <source>listen drops</source>
            <comment>name of a curve</comment>
            <translation>监听丢弃</translation>
        </message>
        <message>
            <source>established</source>
            <comment>sockets</comment>
            <translation>已建立</translation>
        </message>
        <message>
            <source>listening</source>
            <comment>sockets</comment>
            <translation>监听</translation>
        </message>
        <message>
            <source>buffer full</source>
            <comment>name of a curve</comment>
            <translation>缓冲区满</translation>
        </message>
        <message>
            <source>no port</source>
            <comment>name of a curve</comment>
            <translation>无端口</translation>
        </message>
        <message>
            <source>threads</source>
            <comment>name of a curve</comment>
            <translation>线程</translation>
        </message>
        <message>
            <source>running</source>
            <comment>processes</comment>
            <translation>运行</translation>
        </message>
        <message>
            <source>blocked</source>
            <comment>processes</comment>
            <translation>阻塞</translation>
        </message>
        <message>
            <source>zombie</source>
            <comment>processes</comment>
            <translation>僵尸</translation>
        </message>
        <message>
            <source>allocated</source>
            <comment>files</comment>
            <translation>已分配</translation>
        </message>
        <message>
            <source>entropy</source>
            <comment>name of a curve</comment>
            <translation>熵</translation>
        </message>
        <message>
            <source>users</source>
            <comment>name of a curve</comment>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>memory</source>
            <comment>of the agent</comment>
            <translation>内存</translation>
        </message>
        <message>
            <source>spool</source>
            <comment>name of a curve</comment>
            <translation>缓存队列</translation>
        </message>
        <message>
            <source>sent</source>
            <comment>samples</comment>
            <translation>已发送</translation>
        </message>
        <message>
            <source>acknowledged after</source>
            <comment>name of a curve</comment>
            <translation>确认耗时</translation>
        </message>
        <message>
            <source>busy</source>
            <comment>share of CPU time</comment>
            <translation>忙碌</translation>
        </message>
        <message>
            <source>idle</source>
            <comment>share of CPU time</comment>
            <translation>空闲</translation>
        </message>
        <message>
            <source>guests</source>
            <comment>CPU time of virtual machines</comment>
            <translation>虚拟机</translation>
        </message>
        <message>
            <source>slab</source>
            <comment>memory of the kernel</comment>
            <translation>slab</translation>
        </message>
        <message>
            <source>shared</source>
            <comment>memory</comment>
            <translation>共享</translation>
        </message>
        <message>
            <source>page tables</source>
            <comment>memory</comment>
            <translation>页表</translation>
        </message>
        <message>
            <source>dirty</source>
            <comment>memory to be written</comment>
            <translation>脏页</translation>
        </message>
        <message>
            <source>page faults</source>
            <comment>name of a curve</comment>
            <translation>缺页</translation>
        </message>
        <message>
            <source>killed</source>
            <comment>processes</comment>
            <translation>被杀</translation>
        </message>
        <message>
            <source>wait</source>
            <comment>time of a disk request</comment>
            <translation>等待</translation>
        </message>
        <message>
            <source>service</source>
            <comment>time of a disk request</comment>
            <translation>服务</translation>
        </message>
        <message>
            <source>queue</source>
            <comment>disk requests</comment>
            <translation>队列</translation>
        </message>
        <message>
            <source>in progress</source>
            <comment>disk requests</comment>
            <translation>进行中</translation>
        </message>
        <message>
            <source>average</source>
            <comment>name of a curve</comment>
            <translation>平均</translation>
        </message>
        <message>
            <source>cards</source>
            <comment>graphics processors</comment>
            <translation>显卡</translation>
        </message>
        <message>
            <source>frame errors</source>
            <comment>network interface</comment>
            <translation>帧错误</translation>
        </message>
        <message>
            <source>carrier errors</source>
            <comment>network interface</comment>
            <translation>载波错误</translation>
        </message>
        <message>
            <source>collisions</source>
            <comment>network interface</comment>
            <translation>冲突</translation>
        </message>
        <message>
            <source>queue overruns in</source>
            <comment>network interface</comment>
            <translation>入队列溢出</translation>
        </message>
        <message>
            <source>queue overruns out</source>
            <comment>network interface</comment>
            <translation>出队列溢出</translation>
        </message>
        <message>
            <source>multicast</source>
            <comment>network packets</comment>
            <translation>组播</translation>
        </message>
        <message>
            <source>compressed in</source>
            <comment>network packets</comment>
            <translation>入压缩</translation>
        </message>
        <message>
            <source>compressed out</source>
            <comment>network packets</comment>
            <translation>出压缩</translation>
        </message>
        <message>
            <source>handshake repeated</source>
            <comment>TCP</comment>
            <translation>握手重传</translation>
        </message>
        <message>
            <source>fast retransmits</source>
            <comment>TCP</comment>
            <translation>快速重传</translation>
        </message>
        <message>
            <source>in slow start</source>
            <comment>TCP retransmits</comment>
            <translation>慢启动重传</translation>
        </message>
        <message>
            <source>lost again</source>
            <comment>TCP retransmits</comment>
            <translation>再次丢失</translation>
        </message>
        <message>
            <source>needless timeouts</source>
            <comment>TCP</comment>
            <translation>误超时</translation>
        </message>
        <message>
            <source>recovery failed</source>
            <comment>TCP</comment>
            <translation>恢复失败</translation>
        </message>
        <message>
            <source>reordered</source>
            <comment>TCP segments</comment>
            <translation>乱序</translation>
        </message>
        <message>
            <source>undone</source>
            <comment>TCP: a reduction taken back</comment>
            <translation>撤销降速</translation>
        </message>
        <message>
            <source>delayed acknowledgements</source>
            <comment>TCP</comment>
            <translation>延迟确认</translation>
        </message>
        <message>
            <source>listen overflows</source>
            <comment>TCP</comment>
            <translation>监听队列溢出</translation>
        </message>
        <message>
            <source>backlog drops</source>
            <comment>TCP</comment>
            <translation>积压丢弃</translation>
        </message>
        <message>
            <source>pruned</source>
            <comment>TCP receive queue</comment>
            <translation>接收队列裁剪</translation>
        </message>
        <message>
            <source>TTL too small</source>
            <comment>TCP segments dropped</comment>
            <translation>TTL 过小</translation>
        </message>
        <message>
            <source>failed opens</source>
            <comment>TCP</comment>
            <translation>建连失败</translation>
        </message>
        <message>
            <source>resets sent</source>
            <comment>TCP</comment>
            <translation>发出重置</translation>
        </message>
        <message>
            <source>bad segments</source>
            <comment>TCP</comment>
            <translation>错误报文段</translation>
        </message>
        <message>
            <source>on timeout</source>
            <comment>TCP connections given up</comment>
            <translation>超时中止</translation>
        </message>
        <message>
            <source>out of memory</source>
            <comment>TCP connections given up</comment>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>reset not sent</source>
            <comment>TCP</comment>
            <translation>重置未发出</translation>
        </message>
        <message>
            <source>memory pressure</source>
            <comment>TCP</comment>
            <translation>内存压力</translation>
        </message>
        <message>
            <source>time-wait ended</source>
            <comment>TCP</comment>
            <translation>time-wait 结束</translation>
        </message>
        <message>
            <source>ARP filtered</source>
            <comment>network</comment>
            <translation>ARP 过滤</translation>
        </message>
        <message>
            <source>ICMP dropped</source>
            <comment>network</comment>
            <translation>ICMP 丢弃</translation>
        </message>
        <message>
            <source>orphaned</source>
            <comment>sockets</comment>
            <translation>孤儿</translation>
        </message>
        <message>
            <source>multicast ignored</source>
            <comment>UDP datagrams</comment>
            <translation>忽略的组播</translation>
        </message>
        <message>
            <source>checksum wrong</source>
            <comment>UDP datagrams</comment>
            <translation>校验和错误</translation>
        </message>
        <message>
            <source>sleeping</source>
            <comment>processes</comment>
            <translation>睡眠</translation>
        </message>
        <message>
            <source>files</source>
            <comment>a limit of the kernel</comment>
            <translation>文件</translation>
        </message>
        <message>
            <source>files left</source>
            <comment>a limit of the kernel</comment>
            <translation>剩余文件</translation>
        </message>
        <message>
            <source>processes</source>
            <comment>a limit of the kernel</comment>
            <translation>进程</translation>
        </message>
        <message>
            <source>uptime</source>
            <comment>name of a curve</comment>
            <translation>运行时间</translation>
        </message>
        <message>
            <source>synchronised</source>
            <comment>clock</comment>
            <translation>已同步</translation>
        </message>
        <message>
            <source>offset</source>
            <comment>clock</comment>
            <translation>偏差</translation>
        </message>
        <message>
            <source>oldest</source>
            <comment>sample in the spool</comment>
            <translation>最旧</translation>
        </message>
        <message>
            <source>open</source>
            <comment>files of the agent</comment>
            <translation>打开</translation>
        </message>
        <message>
            <source>restarts</source>
            <comment>of the agent</comment>
            <translation>重启</translation>
        </message>
        <message>
            <source>plugins</source>
            <comment>of the agent</comment>
            <translation>插件</translation>
        </message>
        <message>
            <source>reports</source>
            <comment>the agent</comment>
            <translation>上报</translation>
        </message>
        <message>
            <source>At a glance</source>
            <translation>一览</translation>
        </message>
        <message>
            <source>CPU and load</source>
            <translation>CPU 与负载</translation>
        </message>
        <message>
            <source>Memory and swap</source>
            <translation>内存与交换区</translation>
        </message>
        <message>
            <source>Disks and filesystems</source>
            <translation>磁盘与文件系统</translation>
        </message>
        <message>
            <source>Network interfaces</source>
            <translation>网络接口</translation>
        </message>
        <message>
            <source>TCP</source>
            <translation>TCP</translation>
        </message>
        <message>
            <source>UDP</source>
            <translation>UDP</translation>
        </message>
        <message>
            <source>Processes and kernel</source>
            <translation>进程与内核</translation>
        </message>
        <message>
            <source>Sensors</source>
            <translation>传感器</translation>
        </message>
        <message>
            <source>Graphics processors</source>
            <translation>图形处理器</translation>
        </message>
        <message>
            <source>Process groups</source>
            <translation>进程组</translation>
        </message>
        <message>
            <source>Containers and services</source>
            <translation>容器与服务</translation>
        </message>
        <message>
            <source>URL checks</source>
            <translation>URL 检查</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>代理</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>在线</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>数据陈旧</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>主机</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>服务</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>组件</translation>
        </message>
        <message>
            <source>The server could not read the question</source>
            <translation>服务器无法理解该请求</translation>
        </message>
        <message>
            <source>It does not exist any more</source>
            <translation>对象已不存在</translation>
        </message>
        <message>
            <source>Somebody else changed it meanwhile</source>
            <translation>期间已被他人修改</translation>
        </message>
        <message>
            <source>Your role does not allow this</source>
            <translation>您的角色没有此权限</translation>
        </message>
        <message>
            <source>The server took too long</source>
            <translation>服务器响应超时</translation>
        </message>
        <message>
            <source>The server cannot be reached</source>
            <translation>无法连接服务器</translation>
        </message>
        <message>
            <source>The request was given up</source>
            <translation>请求已取消</translation>
        </message>
        <message>
            <source>The answer was damaged</source>
            <translation>应答已损坏</translation>
        </message>
        <message>
            <source>The server had a problem of its own</source>
            <translation>服务器内部出错</translation>
        </message>
        <message>
            <source>%1 offline</source>
            <comment>count of hosts</comment>
            <translation>%1 台离线</translation>
        </message>
        <message>
            <source>%1 stale</source>
            <comment>count of hosts</comment>
            <translation>%1 台陈旧</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>count of hosts</comment>
            <translation>%1 台未知</translation>
        </message>
        <message>
            <source>none stale or offline</source>
            <translation>没有陈旧或离线</translation>
        </message>
        <message>
            <source>%1 of %2 hosts loaded</source>
            <comment>count</comment>
            <translation>已加载 %1 / %2 台主机</translation>
        </message>
        <message>
            <source>never updated</source>
            <translation>从未更新</translation>
        </message>
        <message>
            <source>updated %1</source>
            <comment>%1: 4 min ago</comment>
            <translation>%1更新</translation>
        </message>
        <message>
            <source>An administrator of the server grants rights.</source>
            <translation>请由服务器管理员授予权限。</translation>
        </message>
        <message>
            <source>Could not be loaded</source>
            <translation>加载失败</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>It is loaded when the server answers</source>
            <translation>服务器应答后加载</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SortByColumn</name>
        <message>
            <source>Sort the table by a column</source>
            <translation>按列排序表格</translation>
        </message>
        <message>
            <source>There is no table here</source>
            <translation>此处没有表格</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TableHeader</name>
        <message>
            <source>Column %1, not sorted</source>
            <translation>“%1”列，未排序</translation>
        </message>
        <message>
            <source>Column %1, sorted, smallest first</source>
            <translation>“%1”列，已排序，最小的在前</translation>
        </message>
        <message>
            <source>Column %1, sorted, largest first</source>
            <translation>“%1”列，已排序，最大的在前</translation>
        </message>
    </context>
</TS>
