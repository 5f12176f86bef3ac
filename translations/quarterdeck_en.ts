<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>qd::console::Card</name>
        <message>
            <source>More</source>
            <translation>More</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartCard</name>
        <message>
            <source>Value</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>CSV</source>
            <translation>CSV</translation>
        </message>
        <message>
            <source>Query</source>
            <translation>Query</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Picture</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>verb: the page behind a chart</comment>
            <translation>Open</translation>
        </message>
        <message>
            <source>Show large</source>
            <translation>Show large</translation>
        </message>
        <message>
            <source>Copy value</source>
            <translation>Copy value</translation>
        </message>
        <message>
            <source>Copy as CSV</source>
            <translation>Copy as CSV</translation>
        </message>
        <message>
            <source>Copy as picture</source>
            <translation>Copy as picture</translation>
        </message>
        <message>
            <source>Copy query</source>
            <translation>Copy query</translation>
        </message>
        <message>
            <source>Show as table</source>
            <translation>Show as table</translation>
        </message>
        <message>
            <source>Reset zoom</source>
            <translation>Reset zoom</translation>
        </message>
        <message numerus="yes">
            <source>%n alert(s)</source>
            <translation>
                <numerusform>%n alert</numerusform>
                <numerusform>%n alerts</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 min max</source>
            <translation>%1 min max</translation>
        </message>
        <message>
            <source>%1 of %2 shown · top by max</source>
            <translation>%1 of %2 shown · top by max</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartCommand</name>
        <message>
            <source>Open a page with charts first</source>
            <translation>Open a page with charts first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartLegend</name>
        <message>
            <source>Legend</source>
            <translation>Legend</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blue</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>Orange</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>Teal</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>Pink</translation>
        </message>
        <message>
            <source>Yellow</source>
            <translation>Yellow</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>Violet</translation>
        </message>
        <message>
            <source>Cyan</source>
            <translation>Cyan</translation>
        </message>
        <message>
            <source>Automatic</source>
            <extracomment>The colour that the chart gives by itself</extracomment>
            <translation>Automatic</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 of %2</translation>
        </message>
        <message>
            <source>last</source>
            <translation>last</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>mean</translation>
        </message>
        <message>
            <source>max</source>
            <translation>max</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChartTableModel</name>
        <message>
            <source>Time</source>
            <translation>Time</translation>
        </message>
    </context>
    <context>
        <name>qd::console::BurstChip</name>
        <message>
            <source>Burst asked for</source>
            <translation>Burst asked for</translation>
        </message>
        <message>
            <source>Burst %1 · waiting</source>
            <translation>Burst %1 · waiting</translation>
        </message>
        <message>
            <source>Burst %1</source>
            <comment>sampling every second, time left</comment>
            <translation>Burst %1</translation>
        </message>
        <message>
            <source>Burst %1 · unknown</source>
            <translation>Burst %1 · unknown</translation>
        </message>
        <message>
            <source>The agent samples CPU, load, memory, network and disks every second.</source>
            <translation>The agent samples CPU, load, memory, network and disks every second.</translation>
        </message>
        <message>
            <source>Click to end it; B adds five minutes.</source>
            <translation>Click to end it; B adds five minutes.</translation>
        </message>
        <message>
            <source>Ending it needs the operator role; an administrator grants it.</source>
            <translation>Ending it needs the operator role; an administrator grants it.</translation>
        </message>
        <message>
            <source>It ends by itself, even without a connection.</source>
            <translation>It ends by itself, even without a connection.</translation>
        </message>
        <message>
            <source>Burst sampling needs the operator role</source>
            <translation>Burst sampling needs the operator role</translation>
        </message>
        <message>
            <source>The agent of this host is too old for burst sampling</source>
            <translation>The agent of this host is too old for burst sampling</translation>
        </message>
        <message>
            <source>The agent is not connected, so there is no burst sampling</source>
            <translation>The agent is not connected, so there is no burst sampling</translation>
        </message>
        <message>
            <source>Burst sampling could not be changed</source>
            <translation>Burst sampling could not be changed</translation>
        </message>
        <message>
            <source>Wanted, but the agent has not said that it does so, or is not connected.</source>
            <translation>Wanted, but the agent has not said that it does so, or is not connected.</translation>
        </message>
        <message>
            <source>It was so when this console was last connected.</source>
            <translation>It was so when this console was last connected.</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostCommand</name>
        <message>
            <source>Open a host first</source>
            <translation>Open a host first</translation>
        </message>
        <message>
            <source>There is no connection to the server</source>
            <translation>There is no connection to the server</translation>
        </message>
        <message>
            <source>This server is too old for burst sampling</source>
            <translation>This server is too old for burst sampling</translation>
        </message>
        <message>
            <source>Burst sampling needs the operator role; an administrator grants it</source>
            <translation>Burst sampling needs the operator role; an administrator grants it</translation>
        </message>
        <message>
            <source>The agent of this host is not connected</source>
            <translation>The agent of this host is not connected</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExtendBurst</name>
        <message>
            <source>Sample every second for five minutes more</source>
            <translation>Sample every second for five minutes more</translation>
        </message>
    </context>
    <context>
        <name>qd::console::EndBurst</name>
        <message>
            <source>End burst sampling</source>
            <translation>End burst sampling</translation>
        </message>
        <message>
            <source>There is no burst to end</source>
            <translation>There is no burst to end</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CheckStrip</name>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Ping</source>
            <comment>noun: can the host be reached</comment>
            <translation>Ping</translation>
        </message>
        <message>
            <source>Collectors</source>
            <comment>parts of the agent that measure</comment>
            <translation>Collectors</translation>
        </message>
        <message>
            <source>unknown</source>
            <comment>state of a part of a host</comment>
            <translation>unknown</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>not connected</translation>
        </message>
        <message>
            <source>connected, samples late</source>
            <translation>connected, samples late</translation>
        </message>
        <message>
            <source>connected</source>
            <translation>connected</translation>
        </message>
        <message>
            <source>This console has no connection to the server: what is true now is not known.</source>
            <translation>This console has no connection to the server: what is true now is not known.</translation>
        </message>
        <message>
            <source>The server has not answered yet.</source>
            <translation>The server has not answered yet.</translation>
        </message>
        <message>
            <source>The agent has never reported.</source>
            <translation>The agent has never reported.</translation>
        </message>
        <message>
            <source>The agent is not connected, and nothing else asks the host for a sign of life.</source>
            <translation>The agent is not connected, and nothing else asks the host for a sign of life.</translation>
        </message>
        <message>
            <source>The agent has told nothing about this lately.</source>
            <translation>The agent has told nothing about this lately.</translation>
        </message>
        <message>
            <source>The agent has no session with the server.</source>
            <translation>The agent has no session with the server.</translation>
        </message>
        <message>
            <source>The agent has a session, but its newest samples are late.</source>
            <translation>The agent has a session, but its newest samples are late.</translation>
        </message>
        <message>
            <source>The agent has a session and its samples arrive in time.</source>
            <translation>The agent has a session and its samples arrive in time.</translation>
        </message>
        <message>
            <source>From sending the newest batch to its acknowledgement, storing it included.</source>
            <translation>From sending the newest batch to its acknowledgement, storing it included.</translation>
        </message>
        <message>
            <source>Every collector runs without errors.</source>
            <translation>Every collector runs without errors.</translation>
        </message>
        <message>
            <source>With errors or silent: %1.</source>
            <comment>names of collectors</comment>
            <translation>With errors or silent: %1.</translation>
        </message>
        <message>
            <source>State of the parts of this host</source>
            <translation>State of the parts of this host</translation>
        </message>
        <message>
            <source>Storing</source>
            <comment>noun: how long it takes to keep samples</comment>
            <translation>Storing</translation>
        </message>
        <message>
            <source>From the agent to the server and back, and how long ago that was measured.</source>
            <translation>From the agent to the server and back, and how long ago that was measured.</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ChooseColumns</name>
        <message>
            <source>Choose columns</source>
            <translation>Choose columns</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ClearFilters</name>
        <message>
            <source>Clear the filters of the table</source>
            <translation>Clear the filters of the table</translation>
        </message>
        <message>
            <source>No filter is set</source>
            <translation>No filter is set</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CloseWindow</name>
        <message>
            <source>Close this window</source>
            <translation>Close this window</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Command</name>
        <message>
            <source>Sign in first</source>
            <translation>Sign in first</translation>
        </message>
        <message>
            <source>Last data are read-only, nothing is live</source>
            <translation>Last data are read-only, nothing is live</translation>
        </message>
        <message>
            <source>The past is shown: go back to live first</source>
            <translation>The past is shown: go back to live first</translation>
        </message>
        <message>
            <source>Only the main window has this</source>
            <translation>Only the main window has this</translation>
        </message>
        <message>
            <source>The main window does not have this</source>
            <translation>The main window does not have this</translation>
        </message>
        <message>
            <source>There is no such command</source>
            <translation>There is no such command</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CommandPalette</name>
        <message>
            <source>Recent</source>
            <translation>Recent</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Commands</translation>
        </message>
        <message>
            <source>Hosts and services</source>
            <translation>Hosts and services</translation>
        </message>
        <message>
            <source>Metrics</source>
            <translation>Metrics</translation>
        </message>
        <message>
            <source>Search hosts, services, metrics and commands</source>
            <translation>Search hosts, services, metrics and commands</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>Command palette</translation>
        </message>
        <message>
            <source>Matches</source>
            <translation>Matches</translation>
        </message>
        <message>
            <source>Nothing matches.</source>
            <translation>Nothing matches.</translation>
        </message>
        <message>
            <source>&gt; only commands · @ only hosts and services · Enter opens · Ctrl+Enter in a new window · Esc closes</source>
            <translation>&gt; only commands · @ only hosts and services · Enter opens · Ctrl+Enter in a new window · Esc closes</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ComparePicker</name>
        <message>
            <source>Period before</source>
            <translation>Period before</translation>
        </message>
        <message>
            <source>Other hosts, at most %1</source>
            <translation>Other hosts, at most %1</translation>
        </message>
        <message>
            <source>Host name</source>
            <translation>Host name</translation>
        </message>
        <message>
            <source>Hosts to compare with</source>
            <translation>Hosts to compare with</translation>
        </message>
        <message>
            <source>host</source>
            <translation>host</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ConnectPage</name>
        <message>
            <source>Connecting to %1</source>
            <translation>Connecting to %1</translation>
        </message>
        <message>
            <source>Open last data (%1, read-only)</source>
            <comment>a time</comment>
            <translation>Open last data (%1, read-only)</translation>
        </message>
        <message>
            <source>%1 as %2 saw it</source>
            <comment>server, user</comment>
            <translation>%1 as %2 saw it</translation>
        </message>
        <message>
            <source>The last data are damaged or belong to another console. They are replaced after the next sign-in.</source>
            <translation>The last data are damaged or belong to another console. They are replaced after the next sign-in.</translation>
        </message>
        <message>
            <source>The last data cannot be read. Check the rights of the settings folder.</source>
            <translation>The last data cannot be read. Check the rights of the settings folder.</translation>
        </message>
        <message>
            <source>This is needed.</source>
            <translation>This is needed.</translation>
        </message>
        <message>
            <source>This is not a server address. Example: ops.example.net:7700</source>
            <translation>This is not a server address. Example: ops.example.net:7700</translation>
        </message>
        <message>
            <source>Addresses begin with wss:// or https://, or with nothing at all.</source>
            <translation>Addresses begin with wss:// or https://, or with nothing at all.</translation>
        </message>
        <message>
            <source>Without TLS only this computer can be reached. Use wss://.</source>
            <translation>Without TLS only this computer can be reached. Use wss://.</translation>
        </message>
        <message>
            <source>No server answers at %1. Check the address and whether it runs.</source>
            <translation>No server answers at %1. Check the address and whether it runs.</translation>
        </message>
        <message numerus="yes">
            <source>Too many failed attempts. Next try in %n s.</source>
            <translation>
                <numerusform>Too many failed attempts. Next try in %n s.</numerusform>
                <numerusform>Too many failed attempts. Next try in %n s.</numerusform>
            </translation>
        </message>
        <message>
            <source>The session has ended. Sign in again to go on.</source>
            <translation>The session has ended. Sign in again to go on.</translation>
        </message>
        <message>
            <source>The server does not know this token.</source>
            <translation>The server does not know this token.</translation>
        </message>
        <message>
            <source>User and password do not belong together.</source>
            <translation>User and password do not belong together.</translation>
        </message>
        <message>
            <source>The certificate was not trusted, so nothing was sent.</source>
            <translation>The certificate was not trusted, so nothing was sent.</translation>
        </message>
        <message>
            <source>The connection broke while signing in. Try again.</source>
            <translation>The connection broke while signing in. Try again.</translation>
        </message>
        <message>
            <source>The server does not speak version %1 of this console.</source>
            <translation>The server does not speak version %1 of this console.</translation>
        </message>
        <message>
            <source>Server too new: version %1, console version %2. Update the console.</source>
            <translation>Server too new: version %1, console version %2. Update the console.</translation>
        </message>
        <message>
            <source>Server too old: version %1, console version %2. Update the server.</source>
            <translation>Server too old: version %1, console version %2. Update the server.</translation>
        </message>
        <message>
            <source>%1 shows another certificate than before</source>
            <translation>%1 shows another certificate than before</translation>
        </message>
        <message>
            <source>First meeting with %1</source>
            <translation>First meeting with %1</translation>
        </message>
        <message>
            <source>Somebody may be in between. Trust it only if its keys were replaced on purpose.</source>
            <translation>Somebody may be in between. Trust it only if its keys were replaced on purpose.</translation>
        </message>
        <message>
            <source>Compare the fingerprint with the one that the server printed at its first start.</source>
            <translation>Compare the fingerprint with the one that the server printed at its first start.</translation>
        </message>
        <message>
            <source>Subject: %1</source>
            <translation>Subject: %1</translation>
        </message>
        <message>
            <source>Issuer: %1</source>
            <translation>Issuer: %1</translation>
        </message>
        <message>
            <source>Valid: %1 to %2</source>
            <comment>dates</comment>
            <translation>Valid: %1 to %2</translation>
        </message>
        <message>
            <source>Fingerprint (SHA-256):</source>
            <translation>Fingerprint (SHA-256):</translation>
        </message>
        <message>
            <source>Operations console</source>
            <translation>Operations console</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Token</source>
            <comment>API token</comment>
            <translation>Token</translation>
        </message>
        <message>
            <source>Servers of before</source>
            <translation>Servers of before</translation>
        </message>
        <message>
            <source>Keep me signed in</source>
            <translation>Keep me signed in</translation>
        </message>
        <message>
            <source>Sign in</source>
            <comment>verb</comment>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>Switch between dark and light</source>
            <translation>Switch between dark and light</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Trust for this server</source>
            <translation>Trust for this server</translation>
        </message>
        <message>
            <source>Do not connect</source>
            <translation>Do not connect</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyAddress</name>
        <message>
            <source>Copy the IP address</source>
            <translation>Copy the IP address</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyCommand</name>
        <message>
            <source>What is selected has none</source>
            <translation>What is selected has none</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyId</name>
        <message>
            <source>Copy the id</source>
            <translation>Copy the id</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyName</name>
        <message>
            <source>Copy the name</source>
            <translation>Copy the name</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyQuery</name>
        <message>
            <source>Copy the query</source>
            <translation>Copy the query</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyRows</name>
        <message>
            <source>Copy the selected rows</source>
            <translation>Copy the selected rows</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyRowsAsCsv</name>
        <message>
            <source>Copy the selected rows as CSV</source>
            <translation>Copy the selected rows as CSV</translation>
        </message>
    </context>
    <context>
        <name>qd::console::CopyValue</name>
        <message>
            <source>Copy the value</source>
            <translation>Copy the value</translation>
        </message>
    </context>
    <context>
        <name>qd::console::DeleteView</name>
        <message>
            <source>Delete the view</source>
            <translation>Delete the view</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExcludeCell</name>
        <message>
            <source>Exclude this value</source>
            <translation>Exclude this value</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExplorerPanel</name>
        <message>
            <source>Open</source>
            <comment>verb</comment>
            <translation>Open</translation>
        </message>
        <message>
            <source>Open in new window</source>
            <translation>Open in new window</translation>
        </message>
        <message>
            <source>Copy name</source>
            <translation>Copy name</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Copy path</translation>
        </message>
        <message>
            <source>Copy address</source>
            <translation>Copy address</translation>
        </message>
        <message>
            <source>Copy id</source>
            <translation>Copy id</translation>
        </message>
        <message>
            <source>Show hosts</source>
            <translation>Show hosts</translation>
        </message>
        <message>
            <source>Remove star</source>
            <translation>Remove star</translation>
        </message>
        <message>
            <source>Star</source>
            <comment>verb</comment>
            <translation>Star</translation>
        </message>
        <message numerus="yes">
            <source>%1 hosts</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 host</numerusform>
                <numerusform>%1 hosts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 problems</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 problem</numerusform>
                <numerusform>%1 problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 matches</source>
            <comment>count</comment>
            <translation>
                <numerusform>%1 match</numerusform>
                <numerusform>%1 matches</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 more not shown</source>
            <comment>count</comment>
            <translation>%1 more not shown</translation>
        </message>
        <message>
            <source>Nothing matches.</source>
            <translation>Nothing matches.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <source>The tree is empty.</source>
            <translation>The tree is empty.</translation>
        </message>
        <message>
            <source>Explorer</source>
            <translation>Explorer</translation>
        </message>
        <message>
            <source>Filter tree</source>
            <translation>Filter tree</translation>
        </message>
        <message>
            <source>Part of a name. Also ip:10.4, state:offline, agent:1.6, tag:prod, owner:pay</source>
            <translation>Part of a name. Also ip:10.4, state:offline, agent:1.6, tag:prod, owner:pay</translation>
        </message>
        <message>
            <source>%1 more</source>
            <comment>matches that are not shown</comment>
            <translation>%1 more</translation>
        </message>
        <message>
            <source>All</source>
            <comment>filter: everything</comment>
            <translation>All</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problems</translation>
        </message>
        <message>
            <source>Starred</source>
            <translation>Starred</translation>
        </message>
        <message>
            <source>Product tree</source>
            <translation>Product tree</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ExportRows</name>
        <message>
            <source>Export all rows to a file</source>
            <translation>Export all rows to a file</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FactList</name>
        <message>
            <source>Copied</source>
            <translation>Copied</translation>
        </message>
        <message>
            <source>Copy %1</source>
            <comment>%1: the name of a fact</comment>
            <translation>Copy %1</translation>
        </message>
        <message>
            <source>Copy all facts</source>
            <translation>Copy all facts</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FilterBar</name>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>IP</source>
            <translation>IP</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Site</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>Component</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Tag</source>
            <comment>of a host</comment>
            <translation>Tag</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>Disk worst</translation>
        </message>
        <message>
            <source>Net</source>
            <comment>network</comment>
            <translation>Net</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Load</translation>
        </message>
        <message>
            <source>Filter %1: %2</source>
            <translation>Filter %1: %2</translation>
        </message>
        <message>
            <source>Enter changes it, Del takes it away</source>
            <translation>Enter changes it, Del takes it away</translation>
        </message>
        <message>
            <source>Filter by name or address, or field:value</source>
            <translation>Filter by name or address, or field:value</translation>
        </message>
        <message>
            <source>Part of a name or address. Or a field, a colon and a value, then Enter: site:cn-north-1, cpu:&gt;80, state:!online, component:edge*. Fields: state, name, ip, site, component, agent, tag, cpu, memory, disk, net, load</source>
            <translation>Part of a name or address. Or a field, a colon and a value, then Enter: site:cn-north-1, cpu:&gt;80, state:!online, component:edge*. Fields: state, name, ip, site, component, agent, tag, cpu, memory, disk, net, load</translation>
        </message>
        <message>
            <source>Problems only</source>
            <translation>Problems only</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FilterByCell</name>
        <message>
            <source>Filter by this value</source>
            <translation>Filter by this value</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FirstTab</name>
        <message>
            <source>First tab</source>
            <translation>First tab</translation>
        </message>
    </context>
    <context>
        <name>qd::console::FocusFilter</name>
        <message>
            <source>Filter the page</source>
            <translation>Filter the page</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Formatter</name>
        <message>
            <source>yes</source>
            <extracomment>State of a yes-or-no metric</extracomment>
            <translation>yes</translation>
        </message>
        <message>
            <source>no</source>
            <translation>no</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1m</source>
            <translation>%1m</translation>
        </message>
        <message>
            <source>%1m %2s</source>
            <translation>%1m %2s</translation>
        </message>
        <message>
            <source>%1h</source>
            <translation>%1h</translation>
        </message>
        <message>
            <source>%1h %2m</source>
            <translation>%1h %2m</translation>
        </message>
        <message>
            <source>%1d</source>
            <translation>%1d</translation>
        </message>
        <message>
            <source>%1d %2h</source>
            <translation>%1d %2h</translation>
        </message>
        <message>
            <source>never</source>
            <translation>never</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>just now</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>%1 s ago</translation>
        </message>
        <message>
            <source>in %1 s</source>
            <translation>in %1 s</translation>
        </message>
        <message>
            <source>%1 min ago</source>
            <translation>%1 min ago</translation>
        </message>
        <message>
            <source>in %1 min</source>
            <translation>in %1 min</translation>
        </message>
        <message>
            <source>%1 h ago</source>
            <translation>%1 h ago</translation>
        </message>
        <message>
            <source>in %1 h</source>
            <translation>in %1 h</translation>
        </message>
        <message>
            <source>%1 d ago</source>
            <translation>%1 d ago</translation>
        </message>
        <message>
            <source>in %1 d</source>
            <translation>in %1 d</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoBack</name>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>This is where you started</source>
            <translation>This is where you started</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoForward</name>
        <message>
            <source>Forward</source>
            <translation>Forward</translation>
        </message>
        <message>
            <source>There is nothing ahead</source>
            <translation>There is nothing ahead</translation>
        </message>
    </context>
    <context>
        <name>qd::console::GoLive</name>
        <message>
            <source>Back to live</source>
            <translation>Back to live</translation>
        </message>
        <message>
            <source>It is live already</source>
            <translation>It is live already</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HeatMap</name>
        <message>
            <source>Heat map of hosts</source>
            <translation>Heat map of hosts</translation>
        </message>
        <message>
            <source>%1, %2, %3</source>
            <comment>name, state and value of a host</comment>
            <translation>%1, %2, %3</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HintStrip</name>
        <message>
            <source>In this range samples begin at %1.</source>
            <translation>In this range samples begin at %1.</translation>
        </message>
        <message>
            <source>Show the last %1</source>
            <extracomment>%1: a duration, "15 min"</extracomment>
            <translation>Show the last %1</translation>
        </message>
        <message>
            <source>Nothing has come since %1.</source>
            <translation>Nothing has come since %1.</translation>
        </message>
        <message>
            <source>Show the time before</source>
            <translation>Show the time before</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostFacts</name>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>Host name</source>
            <translation>Host name</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>Operating system</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>Kernel</translation>
        </message>
        <message>
            <source>Kernel build</source>
            <translation>Kernel build</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architecture</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Started</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Tags</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Processor</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Model</translation>
        </message>
        <message>
            <source>Vendor</source>
            <translation>Vendor</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>Cores</translation>
        </message>
        <message>
            <source>%1 physical, %2 logical</source>
            <translation>%1 physical, %2 logical</translation>
        </message>
        <message>
            <source>Frequency</source>
            <translation>Frequency</translation>
        </message>
        <message>
            <source>Cache</source>
            <translation>Cache</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>Physical</source>
            <translation>Physical</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>Swap</translation>
        </message>
        <message>
            <source>Disks</source>
            <translation>Disks</translation>
        </message>
        <message>
            <source>rotating</source>
            <translation>rotating</translation>
        </message>
        <message>
            <source>solid state</source>
            <translation>solid state</translation>
        </message>
        <message>
            <source>%1 model</source>
            <comment>%1: a disk</comment>
            <translation>%1 model</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Network</translation>
        </message>
        <message>
            <source>Main address</source>
            <translation>Main address</translation>
        </message>
        <message>
            <source>%1 MAC</source>
            <comment>%1: a network interface</comment>
            <translation>%1 MAC</translation>
        </message>
        <message>
            <source>%1 address</source>
            <comment>%1: a network interface</comment>
            <translation>%1 address</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostPage</name>
        <message>
            <source>This host is gone</source>
            <translation>This host is gone</translation>
        </message>
        <message>
            <source>Was online</source>
            <translation>Was online</translation>
        </message>
        <message>
            <source>for %1</source>
            <comment>how long a host has been in its state</comment>
            <translation>for %1</translation>
        </message>
        <message>
            <source>agent %1</source>
            <comment>version</comment>
            <translation>agent %1</translation>
        </message>
        <message>
            <source>The agent has not sent its facts.</source>
            <translation>The agent has not sent its facts.</translation>
        </message>
        <message>
            <source>Nothing has happened here.</source>
            <translation>Nothing has happened here.</translation>
        </message>
        <message numerus="yes">
            <source>Compared with %n host(s)</source>
            <translation>
                <numerusform>Compared with %n host</numerusform>
                <numerusform>Compared with %n hosts</numerusform>
            </translation>
        </message>
        <message>
            <source>Compared with before</source>
            <comment>with the period before</comment>
            <translation>Compared with before</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>verb: draw other curves over these</comment>
            <translation>Compare</translation>
        </message>
        <message>
            <source>Path of the data</source>
            <translation>Path of the data</translation>
        </message>
        <message>
            <source>Filesystems</source>
            <translation>Filesystems</translation>
        </message>
        <message>
            <source>Top processes</source>
            <translation>Top processes</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>Facts</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Events</translation>
        </message>
        <message>
            <source>Mount</source>
            <translation>Mount</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Used</translation>
        </message>
        <message>
            <source>Inodes</source>
            <translation>Inodes</translation>
        </message>
        <message>
            <source>Full in</source>
            <comment>time until it is full</comment>
            <translation>Full in</translation>
        </message>
        <message>
            <source>PID</source>
            <translation>PID</translation>
        </message>
        <message>
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Command</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>This host reports no filesystem.</source>
            <translation>This host reports no filesystem.</translation>
        </message>
        <message>
            <source>The agent sent no processes.</source>
            <translation>The agent sent no processes.</translation>
        </message>
        <message>
            <source>paused while the pointer is here</source>
            <translation>paused while the pointer is here</translation>
        </message>
        <message>
            <source>live, every second</source>
            <translation>live, every second</translation>
        </message>
    </context>
    <context>
        <name>qd::console::HostTablePage</name>
        <message>
            <source>The rows could not be written</source>
            <translation>The rows could not be written</translation>
        </message>
        <message>
            <source>No hosts here yet. Install an agent or mount hosts on a component.</source>
            <translation>No hosts here yet. Install an agent or mount hosts on a component.</translation>
        </message>
        <message numerus="yes">
            <source>The filters hide %n host(s).</source>
            <translation>
                <numerusform>The filters hide %n host.</numerusform>
                <numerusform>The filters hide %n hosts.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear filters</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>%1 shown · %2 in total</source>
            <comment>counts of hosts</comment>
            <translation>%1 shown · %2 in total</translation>
        </message>
        <message>
            <source>%1 selected</source>
            <comment>count of hosts</comment>
            <translation>%1 selected</translation>
        </message>
        <message>
            <source>%1 hidden by filters</source>
            <comment>count of hosts</comment>
            <translation>%1 hidden by filters</translation>
        </message>
        <message>
            <source>values are fetched for the rows on screen</source>
            <translation>values are fetched for the rows on screen</translation>
        </message>
        <message>
            <source>%1 of %2 rows written</source>
            <translation>%1 of %2 rows written</translation>
        </message>
        <message>
            <source>Table</source>
            <comment>a view of hosts</comment>
            <translation>Table</translation>
        </message>
        <message>
            <source>Heat map</source>
            <translation>Heat map</translation>
        </message>
        <message>
            <source>Choose columns</source>
            <translation>Choose columns</translation>
        </message>
        <message>
            <source>Export all rows to a file</source>
            <translation>Export all rows to a file</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>Disk</source>
            <comment>storage</comment>
            <translation>Disk</translation>
        </message>
        <message>
            <source>Net</source>
            <comment>network</comment>
            <translation>Net</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Load</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>a column in percent</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>IP</source>
            <translation>IP</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Site</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>Component</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>Disk worst</translation>
        </message>
        <message>
            <source>CPU, 1 h</source>
            <translation>CPU, 1 h</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>Last seen</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
        <message>
            <source>The view %1 is deleted</source>
            <translation>The view %1 is deleted</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV files (*.csv)</translation>
        </message>
        <message>
            <source>%1 bit/s</source>
            <comment>a column</comment>
            <translation>%1 bit/s</translation>
        </message>
        <message numerus="yes">
            <source>without the values of %n host(s), which the server did not give</source>
            <translation>
                <numerusform>without the values of %n host, which the server did not give</numerusform>
                <numerusform>without the values of %n hosts, which the server did not give</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) written</source>
            <translation>
                <numerusform>%n row written</numerusform>
                <numerusform>%n rows written</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>qd::console::InstallGuide</name>
        <message>
            <source>A host appears here as soon as an agent on it has enrolled.</source>
            <translation>A host appears here as soon as an agent on it has enrolled.</translation>
        </message>
        <message>
            <source>No host hangs below this place: install an agent, or mount hosts here.</source>
            <translation>No host hangs below this place: install an agent, or mount hosts here.</translation>
        </message>
        <message>
            <source>1. An administrator asks for a one-time token; it holds for an hour.</source>
            <translation>1. An administrator asks for a one-time token; it holds for an hour.</translation>
        </message>
        <message>
            <source>2. On the host: the token into a file, then start the agent.</source>
            <translation>2. On the host: the token into a file, then start the agent.</translation>
        </message>
        <message>
            <source>A new host starts below the default component. An operator mounts it elsewhere with PUT /api/quarterdeck/v1/hosts/ID/mounts.</source>
            <translation>A new host starts below the default component. An operator mounts it elsewhere with PUT /api/quarterdeck/v1/hosts/ID/mounts.</translation>
        </message>
        <message>
            <source>Copy</source>
            <comment>verb: a command line</comment>
            <translation>Copy</translation>
        </message>
        <message>
            <source>Copy the command %1</source>
            <translation>Copy the command %1</translation>
        </message>
    </context>
    <context>
        <name>qd::console::KeyHelp</name>
        <message>
            <source>Keys</source>
            <translation>Keys</translation>
        </message>
    </context>
    <context>
        <name>qd::console::LargeChart</name>
        <message>
            <source>Small again (V)</source>
            <translation>Small again (V)</translation>
        </message>
    </context>
    <context>
        <name>qd::console::LargerText</name>
        <message>
            <source>Larger text</source>
            <translation>Larger text</translation>
        </message>
    </context>
    <context>
        <name>qd::console::MainWindow</name>
        <message>
            <source>The appearance is as it came</source>
            <translation>The appearance is as it came</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>The settings could not be saved</source>
            <translation>The settings could not be saved</translation>
        </message>
        <message>
            <source>The server does not know that you signed out</source>
            <translation>The server does not know that you signed out</translation>
        </message>
        <message>
            <source>Connected again</source>
            <translation>Connected again</translation>
        </message>
        <message>
            <source>Nothing arrived for %1.</source>
            <comment>a duration</comment>
            <translation>Nothing arrived for %1.</translation>
        </message>
        <message>
            <source>The connection to the server was lost</source>
            <translation>The connection to the server was lost</translation>
        </message>
        <message numerus="yes">
            <source>At most %n window(s) can be open</source>
            <translation>
                <numerusform>At most %n window can be open</numerusform>
                <numerusform>At most %n windows can be open</numerusform>
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
            <translation>Show a chart large, or small again</translation>
        </message>
    </context>
    <context>
        <name>qd::console::NextRegion</name>
        <message>
            <source>Next region of the window</source>
            <translation>Next region of the window</translation>
        </message>
    </context>
    <context>
        <name>qd::console::NoticeList</name>
        <message>
            <source>No notifications since the start.</source>
            <translation>No notifications since the start.</translation>
        </message>
        <message>
            <source>Level</source>
            <comment>severity</comment>
            <translation>Level</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Message</translation>
        </message>
        <message>
            <source>When</source>
            <comment>time of a message</comment>
            <translation>When</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifications</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenEverything</name>
        <message>
            <source>Show everything</source>
            <translation>Show everything</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenHosts</name>
        <message>
            <source>Go to the host table</source>
            <translation>Go to the host table</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenKeyHelp</name>
        <message>
            <source>Keys of this page</source>
            <translation>Keys of this page</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenMenu</name>
        <message>
            <source>Menu of what has the focus</source>
            <translation>Menu of what has the focus</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenNotifications</name>
        <message>
            <source>Show the notifications</source>
            <translation>Show the notifications</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenOverview</name>
        <message>
            <source>Go to the overview</source>
            <translation>Go to the overview</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenPageInWindow</name>
        <message>
            <source>Open this page in a new window</source>
            <translation>Open this page in a new window</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenPalette</name>
        <message>
            <source>Command palette</source>
            <translation>Command palette</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSettings</name>
        <message>
            <source>Open the settings</source>
            <translation>Open the settings</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSubject</name>
        <message>
            <source>Open</source>
            <comment>verb: the selected row or tile</comment>
            <translation>Open</translation>
        </message>
        <message>
            <source>Select a row or a tile first</source>
            <translation>Select a row or a tile first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OpenSubjectInWindow</name>
        <message>
            <source>Open in new window</source>
            <translation>Open in new window</translation>
        </message>
        <message>
            <source>Select a row or a tile first</source>
            <translation>Select a row or a tile first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OrderHold</name>
        <message numerus="yes">
            <source>%n new · press N to sort in</source>
            <comment>rows of a table</comment>
            <translation>
                <numerusform>%n new · press N to sort in</numerusform>
                <numerusform>%n new · press N to sort in</numerusform>
            </translation>
        </message>
        <message>
            <source>another order waits · press N to sort in</source>
            <translation>another order waits · press N to sort in</translation>
        </message>
    </context>
    <context>
        <name>qd::console::OverviewPage</name>
        <message>
            <source>Open hosts</source>
            <translation>Open hosts</translation>
        </message>
        <message>
            <source>Period before</source>
            <comment>toggles: draw it into the charts</comment>
            <translation>Period before</translation>
        </message>
        <message>
            <source>No hosts yet</source>
            <translation>No hosts yet</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>Needs attention</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>a column in percent</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>CPU trend</source>
            <translation>CPU trend</translation>
        </message>
        <message>
            <source>Hosts up</source>
            <translation>Hosts up</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Problems</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <source>Disk worst</source>
            <translation>Disk worst</translation>
        </message>
        <message>
            <source>Children of this place, worst first</source>
            <translation>Children of this place, worst first</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>All regions</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>Stale</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Loading</translation>
        </message>
        <message numerus="yes">
            <source>%n host(s)</source>
            <translation>
                <numerusform>%n host</numerusform>
                <numerusform>%n hosts</numerusform>
            </translation>
        </message>
        <message>
            <source>No hosts here yet. Install an agent or mount hosts on a component.</source>
            <translation>No hosts here yet. Install an agent or mount hosts on a component.</translation>
        </message>
        <message numerus="yes">
            <source>%n entries, worst first</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries, worst first</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entries</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more, %1 of them with problems</source>
            <translation>
                <numerusform>%n more, %1 of them with problems</numerusform>
                <numerusform>%n more, %1 of them with problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more, all reporting</source>
            <translation>
                <numerusform>%n more, all reporting</numerusform>
                <numerusform>%n more, all reporting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <comment>entries of a list</comment>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
        <message>
            <source>Hosts with problems</source>
            <translation>Hosts with problems</translation>
        </message>
        <message>
            <source>no hosts yet</source>
            <translation>no hosts yet</translation>
        </message>
        <message>
            <source>every host reports</source>
            <translation>every host reports</translation>
        </message>
        <message>
            <source>waiting for their first report</source>
            <translation>waiting for their first report</translation>
        </message>
        <message>
            <source>worst first, below</source>
            <translation>worst first, below</translation>
        </message>
        <message>
            <source>CPU average</source>
            <translation>CPU average</translation>
        </message>
        <message>
            <source>Memory used</source>
            <translation>Memory used</translation>
        </message>
        <message>
            <source>Network throughput</source>
            <translation>Network throughput</translation>
        </message>
        <message>
            <source>as at the start of the range</source>
            <translation>as at the start of the range</translation>
        </message>
        <message>
            <source>%1 pp in the range</source>
            <comment>percentage points</comment>
            <translation>%1 pp in the range</translation>
        </message>
        <message>
            <source>%1 % in the range</source>
            <translation>%1 % in the range</translation>
        </message>
        <message>
            <source>fullest: %1</source>
            <extracomment>How a value changed and whose it is: "1.2 pp · web-7"</extracomment>
            <translation>fullest: %1</translation>
        </message>
        <message>
            <source>%1 pp · %2</source>
            <comment>percentage points</comment>
            <translation>%1 pp · %2</translation>
        </message>
        <message>
            <source>no samples</source>
            <translation>no samples</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PageArea</name>
        <message>
            <source>Last data of %1 · read-only, nothing is live</source>
            <translation>Last data of %1 · read-only, nothing is live</translation>
        </message>
        <message>
            <source>Sign in</source>
            <comment>verb</comment>
            <translation>Sign in</translation>
        </message>
        <message numerus="yes">
            <source>Too many failed attempts from here · next try in %n s · showing data of %1</source>
            <translation>
                <numerusform>Too many failed attempts from here · next try in %n s · showing data of %1</numerusform>
                <numerusform>Too many failed attempts from here · next try in %n s · showing data of %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reconnecting in %n s · showing data of %1</source>
            <translation>
                <numerusform>Reconnecting in %n s · showing data of %1</numerusform>
                <numerusform>Reconnecting in %n s · showing data of %1</numerusform>
            </translation>
        </message>
        <message>
            <source>Reconnect now</source>
            <translation>Reconnect now</translation>
        </message>
        <message>
            <source>The server is silent · showing data of %1</source>
            <translation>The server is silent · showing data of %1</translation>
        </message>
        <message>
            <source>Not connected · showing data of %1</source>
            <translation>Not connected · showing data of %1</translation>
        </message>
        <message>
            <source>Reconnecting · showing data of %1</source>
            <translation>Reconnecting · showing data of %1</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Overview</translation>
        </message>
        <message>
            <source>Hosts</source>
            <translation>Hosts</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PageWindow</name>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>All regions</translation>
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
            <translation>No samples of this kind in the time shown.</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PathStrip</name>
        <message>
            <source>Collected</source>
            <translation>Collected</translation>
        </message>
        <message>
            <source>Sent by the agent</source>
            <translation>Sent by the agent</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>Stored</source>
            <translation>Stored</translation>
        </message>
        <message>
            <source>This screen</source>
            <translation>This screen</translation>
        </message>
        <message>
            <source>Path of the data</source>
            <translation>Path of the data</translation>
        </message>
        <message>
            <source>%1: %2, broken</source>
            <translation>%1: %2, broken</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message numerus="yes">
            <source>%n block(s), %1</source>
            <comment>not stored yet</comment>
            <translation>
                <numerusform>%n block, %1</numerusform>
                <numerusform>%n blocks, %1</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, of that %2 in memory only</source>
            <translation>%1, of that %2 in memory only</translation>
        </message>
        <message>
            <source>What the agent still holds is not known: it has not said since the server started.</source>
            <translation>What the agent still holds is not known: it has not said since the server started.</translation>
        </message>
        <message>
            <source>Held by the agent until acknowledged: %1 · said %2</source>
            <translation>Held by the agent until acknowledged: %1 · said %2</translation>
        </message>
        <message>
            <source>Held by the agent when it was heard last, %2: %1. By now it may be more.</source>
            <translation>Held by the agent when it was heard last, %2: %1. By now it may be more.</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PickTime</name>
        <message>
            <source>Choose the time range</source>
            <translation>Choose the time range</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PlayFaster</name>
        <message>
            <source>Replay faster</source>
            <translation>Replay faster</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PlaySlower</name>
        <message>
            <source>Replay slower</source>
            <translation>Replay slower</translation>
        </message>
    </context>
    <context>
        <name>qd::console::PreviousRegion</name>
        <message>
            <source>Previous region of the window</source>
            <translation>Previous region of the window</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Redo</name>
        <message>
            <source>Redo the change of the settings</source>
            <translation>Redo the change of the settings</translation>
        </message>
        <message>
            <source>There is nothing to redo</source>
            <translation>There is nothing to redo</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Refresh</name>
        <message>
            <source>Refresh</source>
            <translation>Refresh</translation>
        </message>
        <message>
            <source>The connection is lost</source>
            <translation>The connection is lost</translation>
        </message>
    </context>
    <context>
        <name>qd::console::RenameView</name>
        <message>
            <source>Rename the view</source>
            <translation>Rename the view</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ReplayBar</name>
        <message>
            <source>Viewing %1 — not live</source>
            <comment>%1: 11-20 17:24:31</comment>
            <translation>Viewing %1 — not live</translation>
        </message>
        <message>
            <source>Pause the replay (Shift+Space)</source>
            <translation>Pause the replay (Shift+Space)</translation>
        </message>
        <message>
            <source>Play from here (Shift+Space)</source>
            <translation>Play from here (Shift+Space)</translation>
        </message>
        <message>
            <source>Pause the replay</source>
            <translation>Pause the replay</translation>
        </message>
        <message>
            <source>Play from here</source>
            <translation>Play from here</translation>
        </message>
        <message>
            <source>%1×</source>
            <comment>speed of a replay</comment>
            <translation>%1×</translation>
        </message>
        <message>
            <source>Speed of the replay: %1×</source>
            <translation>Speed of the replay: %1×</translation>
        </message>
        <message>
            <source>Charts and tiles are of this time, states of hosts of now.</source>
            <translation>Charts and tiles are of this time, states of hosts of now.</translation>
        </message>
        <message>
            <source>Back to live</source>
            <translation>Back to live</translation>
        </message>
        <message>
            <source>Back to live (Space)</source>
            <translation>Back to live (Space)</translation>
        </message>
        <message>
            <source>1× — as it was</source>
            <translation>1× — as it was</translation>
        </message>
        <message numerus="yes">
            <source>%n second(s) in one</source>
            <comment>speed of a replay</comment>
            <translation>
                <numerusform>%n second in one</numerusform>
                <numerusform>%n seconds in one</numerusform>
            </translation>
        </message>
        <message>
            <source>Speed of the replay (, and .)</source>
            <translation>Speed of the replay (, and .)</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ReplayCommand</name>
        <message>
            <source>Choose a time that is over first</source>
            <translation>Choose a time that is over first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::RetryConnection</name>
        <message>
            <source>Reconnect now</source>
            <translation>Reconnect now</translation>
        </message>
        <message>
            <source>The connection is fine</source>
            <translation>The connection is fine</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SaveView</name>
        <message>
            <source>Save the table as a view</source>
            <translation>Save the table as a view</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SecondTab</name>
        <message>
            <source>Second tab</source>
            <translation>Second tab</translation>
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
            <translation>Settings</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Appearance</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Theme</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Density</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>Motion</source>
            <translation>Motion</translation>
        </message>
        <message>
            <source>System</source>
            <comment>language of the desktop</comment>
            <translation>System</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>High contrast</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>Compact</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Touch</source>
            <comment>large targets for fingers</comment>
            <translation>Touch</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>Local</source>
            <comment>time zone of the desktop</comment>
            <translation>Local</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Smaller text</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Larger text</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>Reduce motion</translation>
        </message>
        <message>
            <source>Reset appearance</source>
            <translation>Reset appearance</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Severity</name>
        <message>
            <source>Critical</source>
            <translation>Critical</translation>
        </message>
        <message>
            <source>Major</source>
            <translation>Major</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warning</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>Info</translation>
        </message>
        <message>
            <source>Healthy</source>
            <translation>Healthy</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Unknown</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SeverityAnnouncer</name>
        <message>
            <source>Worst state of all hosts: %1. %2</source>
            <translation>Worst state of all hosts: %1. %2</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShellWindow</name>
        <message>
            <source>Copied %1</source>
            <translation>Copied %1</translation>
        </message>
        <message>
            <source>The names of metrics could not be loaded</source>
            <translation>The names of metrics could not be loaded</translation>
        </message>
        <message>
            <source>Nothing to copy here</source>
            <translation>Nothing to copy here</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) copied</source>
            <translation>
                <numerusform>%n row copied</numerusform>
                <numerusform>%n rows copied</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShiftBack</name>
        <message>
            <source>Half a range back</source>
            <translation>Half a range back</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ShiftForward</name>
        <message>
            <source>Half a range forward</source>
            <translation>Half a range forward</translation>
        </message>
        <message>
            <source>The range ends now</source>
            <translation>The range ends now</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SignOut</name>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SmallerText</name>
        <message>
            <source>Smaller text</source>
            <translation>Smaller text</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SortIn</name>
        <message>
            <source>Sort in what is new</source>
            <translation>Sort in what is new</translation>
        </message>
        <message>
            <source>Nothing waits to be sorted in</source>
            <translation>Nothing waits to be sorted in</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StatTile</name>
        <message>
            <source>%1, up %2</source>
            <translation>%1, up %2</translation>
        </message>
        <message>
            <source>%1, down %2</source>
            <translation>%1, down %2</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StateView</name>
        <message>
            <source>Copy details</source>
            <translation>Copy details</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StatusExplanation</name>
        <message>
            <source>Connection</source>
            <translation>Connection</translation>
        </message>
        <message>
            <source>The link of this window to the server.</source>
            <translation>The link of this window to the server.</translation>
        </message>
        <message>
            <source>Show notifications</source>
            <translation>Show notifications</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <source>Server version</source>
            <translation>Server version</translation>
        </message>
        <message>
            <source>Connected since</source>
            <comment>a time</comment>
            <translation>Connected since</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>time (duration)</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation>Round trip</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>not measured yet</source>
            <translation>not measured yet</translation>
        </message>
        <message>
            <source>Last contact</source>
            <translation>Last contact</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Next try</translation>
        </message>
        <message numerus="yes">
            <source>in %n s</source>
            <translation>
                <numerusform>in %n s</numerusform>
                <numerusform>in %n s</numerusform>
            </translation>
        </message>
        <message>
            <source>Data delay</source>
            <translation>Data delay</translation>
        </message>
        <message>
            <source>How old the newest sample of all hosts is. One host's own way is on its page.</source>
            <translation>How old the newest sample of all hosts is. One host's own way is on its page.</translation>
        </message>
        <message>
            <source>Newest sample</source>
            <translation>Newest sample</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>none yet</translation>
        </message>
        <message>
            <source>Collected, sent and kept</source>
            <translation>Collected, sent and kept</translation>
        </message>
        <message>
            <source>Server to this window</source>
            <translation>Server to this window</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>Together</translation>
        </message>
        <message>
            <source>Agents</source>
            <translation>Agents</translation>
        </message>
        <message>
            <source>One agent runs on every host. These are all that are known.</source>
            <translation>One agent runs on every host. These are all that are known.</translation>
        </message>
        <message numerus="yes">
            <source>Show the %n host(s) with problems</source>
            <translation>
                <numerusform>Show the %n host with problems</numerusform>
                <numerusform>Show the %n hosts with problems</numerusform>
            </translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Clock</translation>
        </message>
        <message>
            <source>Every time is shown in this zone. The time picker and the settings change it.</source>
            <translation>Every time is shown in this zone. The time picker and the settings change it.</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>This computer</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StepBack</name>
        <message>
            <source>A whole range back</source>
            <translation>A whole range back</translation>
        </message>
    </context>
    <context>
        <name>qd::console::StepForward</name>
        <message>
            <source>A whole range forward</source>
            <translation>A whole range forward</translation>
        </message>
        <message>
            <source>The range ends now</source>
            <translation>The range ends now</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TableCommand</name>
        <message>
            <source>Open the host table first</source>
            <translation>Open the host table first</translation>
        </message>
        <message>
            <source>Point at a value of the host table first</source>
            <translation>Point at a value of the host table first</translation>
        </message>
        <message>
            <source>Open a saved view first</source>
            <translation>Open a saved view first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TimeChart</name>
        <message>
            <source>last data %1</source>
            <translation>last data %1</translation>
        </message>
        <message>
            <source>%1 per min</source>
            <extracomment>Slope of a measured line: a value per minute</extracomment>
            <translation>%1 per min</translation>
        </message>
        <message>
            <source>%1 to %2: %3</source>
            <extracomment>A span without data: "17:10:00 to 17:20:00: No data: the agent was down"</extracomment>
            <translation>%1 to %2: %3</translation>
        </message>
        <message>
            <source>period before</source>
            <extracomment>%1: a curve of the period before the shown one</extracomment>
            <translation>period before</translation>
        </message>
        <message>
            <source>%1, before</source>
            <translation>%1, before</translation>
        </message>
        <message>
            <source>Pinned · Esc releases</source>
            <translation>Pinned · Esc releases</translation>
        </message>
        <message>
            <source>No data: the agent was down</source>
            <translation>No data: the agent was down</translation>
        </message>
        <message>
            <source>No data: the agent is not connected</source>
            <translation>No data: the agent is not connected</translation>
        </message>
        <message>
            <source>No data: the collector was off</source>
            <translation>No data: the collector was off</translation>
        </message>
        <message>
            <source>No data: the collector failed</source>
            <translation>No data: the collector failed</translation>
        </message>
        <message>
            <source>No data yet: it is late</source>
            <translation>No data yet: it is late</translation>
        </message>
        <message>
            <source>No data: maintenance</source>
            <translation>No data: maintenance</translation>
        </message>
        <message>
            <source>No data</source>
            <translation>No data</translation>
        </message>
        <message>
            <source>, above %1 since %2</source>
            <extracomment>Goes on after "p95: last 864 ms, max 990 ms at 17:36"</extracomment>
            <translation>, above %1 since %2</translation>
        </message>
        <message>
            <source>, below %1 since %2</source>
            <translation>, below %1 since %2</translation>
        </message>
        <message>
            <source>no samples before %1</source>
            <extracomment>%1: a time of day</extracomment>
            <translation>no samples before %1</translation>
        </message>
        <message>
            <source>%1: no data</source>
            <translation>%1: no data</translation>
        </message>
        <message>
            <source>%1: last %2, max %3 at %4</source>
            <translation>%1: last %2, max %3 at %4</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TimePicker</name>
        <message>
            <source>It ends before it begins, or lies ahead.</source>
            <translation>It ends before it begins, or lies ahead.</translation>
        </message>
        <message>
            <source>A range lasts from one second to ten years.</source>
            <translation>A range lasts from one second to ten years.</translation>
        </message>
        <message>
            <source>Not understood. Examples: 15m, yesterday, 11-20 17:00 to 18:00</source>
            <translation>Not understood. Examples: 15m, yesterday, 11-20 17:00 to 18:00</translation>
        </message>
        <message>
            <source>Time range</source>
            <translation>Time range</translation>
        </message>
        <message>
            <source>15m, 2d, yesterday, 11-20 17:00 to 18:00</source>
            <translation>15m, 2d, yesterday, 11-20 17:00 to 18:00</translation>
        </message>
        <message>
            <source>Times are in %1.</source>
            <comment>a time zone</comment>
            <translation>Times are in %1.</translation>
        </message>
        <message>
            <source>Local</source>
            <comment>time zone of the desktop</comment>
            <translation>Local</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>From</source>
            <comment>start of a time range</comment>
            <translation>From</translation>
        </message>
        <message>
            <source>To</source>
            <comment>end of a time range</comment>
            <translation>To</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Apply</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Recent</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToastStack</name>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleExplorer</name>
        <message>
            <source>Show or hide the explorer</source>
            <translation>Show or hide the explorer</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleFullScreen</name>
        <message>
            <source>Full screen</source>
            <translation>Full screen</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleHeatMap</name>
        <message>
            <source>Heat map of hosts</source>
            <translation>Heat map of hosts</translation>
        </message>
        <message>
            <source>Open the host table first</source>
            <translation>Open the host table first</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePause</name>
        <message>
            <source>Pause or resume live</source>
            <translation>Pause or resume live</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePeriodBefore</name>
        <message>
            <source>Draw the period before into the charts</source>
            <translation>Draw the period before into the charts</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TogglePlaying</name>
        <message>
            <source>Play or pause the replay</source>
            <translation>Play or pause the replay</translation>
        </message>
        <message>
            <source>The connection is lost</source>
            <translation>The connection is lost</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleStar</name>
        <message>
            <source>Star or unstar this place</source>
            <translation>Star or unstar this place</translation>
        </message>
        <message>
            <source>The whole tree cannot be starred</source>
            <translation>The whole tree cannot be starred</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleTheme</name>
        <message>
            <source>Switch between dark and light</source>
            <translation>Switch between dark and light</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ToggleTimeLink</name>
        <message>
            <source>Link or unlink the time of this window</source>
            <translation>Link or unlink the time of this window</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TopBar</name>
        <message>
            <source>The time is that of the main window. Unlink (Ctrl+Shift+T)</source>
            <translation>The time is that of the main window. Unlink (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>This window has a time of its own. Link (Ctrl+Shift+T)</source>
            <translation>This window has a time of its own. Link (Ctrl+Shift+T)</translation>
        </message>
        <message>
            <source>Unlink the time</source>
            <translation>Unlink the time</translation>
        </message>
        <message>
            <source>Link the time</source>
            <translation>Link the time</translation>
        </message>
        <message>
            <source>All</source>
            <comment>the whole tree</comment>
            <translation>All</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Remove star</source>
            <translation>Remove star</translation>
        </message>
        <message>
            <source>Star this place</source>
            <translation>Star this place</translation>
        </message>
        <message>
            <source>All regions</source>
            <translation>All regions</translation>
        </message>
        <message>
            <source>Not live</source>
            <comment>no data arrives</comment>
            <translation>Not live</translation>
        </message>
        <message>
            <source>Back to live</source>
            <translation>Back to live</translation>
        </message>
        <message>
            <source>Live</source>
            <comment>moving with the time</comment>
            <translation>Live</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Paused</translation>
        </message>
        <message>
            <source>Nothing arrives from the server. It goes on by itself.</source>
            <translation>Nothing arrives from the server. It goes on by itself.</translation>
        </message>
        <message>
            <source>Pause (Space)</source>
            <translation>Pause (Space)</translation>
        </message>
        <message>
            <source>Resume (Space)</source>
            <translation>Resume (Space)</translation>
        </message>
        <message>
            <source>Signed in as %1</source>
            <translation>Signed in as %1</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Search or run a command</translation>
        </message>
        <message>
            <source>A range back; half of one: [</source>
            <translation>A range back; half of one: [</translation>
        </message>
        <message>
            <source>A range forward; half of one: ]</source>
            <translation>A range forward; half of one: ]</translation>
        </message>
        <message>
            <source>Refresh (F5)</source>
            <translation>Refresh (F5)</translation>
        </message>
        <message>
            <source>Choose the time range (T)</source>
            <translation>Choose the time range (T)</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifications</translation>
        </message>
        <message>
            <source>Keys of this page</source>
            <translation>Keys of this page</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TreeDelegate</name>
        <message>
            <source>%1 critical</source>
            <comment>count of hosts</comment>
            <translation>%1 critical</translation>
        </message>
        <message>
            <source>%1 warning</source>
            <comment>count of hosts</comment>
            <translation>%1 warning</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>count of hosts</comment>
            <translation>%1 unknown</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between parts of a list</comment>
            <translation>, </translation>
        </message>
    </context>
    <context>
        <name>qd::console::Undo</name>
        <message>
            <source>Undo the last change of the settings</source>
            <translation>Undo the last change of the settings</translation>
        </message>
        <message>
            <source>There is nothing to undo</source>
            <translation>There is nothing to undo</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UpdateView</name>
        <message>
            <source>Save the changes of the view</source>
            <translation>Save the changes of the view</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseChinese</name>
        <message>
            <source>Language: Chinese</source>
            <translation>Language: Chinese</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseCompact</name>
        <message>
            <source>Density: compact</source>
            <translation>Density: compact</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseEnglish</name>
        <message>
            <source>Language: English</source>
            <translation>Language: English</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseNormal</name>
        <message>
            <source>Density: normal</source>
            <translation>Density: normal</translation>
        </message>
    </context>
    <context>
        <name>qd::console::UseTouch</name>
        <message>
            <source>Density: touch</source>
            <translation>Density: touch</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ViewBar</name>
        <message>
            <source>All hosts</source>
            <translation>All hosts</translation>
        </message>
        <message>
            <source>Save as a view…</source>
            <translation>Save as a view…</translation>
        </message>
        <message>
            <source>Save the changes</source>
            <translation>Save the changes</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Rename…</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>Open</source>
            <comment>verb</comment>
            <translation>Open</translation>
        </message>
        <message>
            <source>Views</source>
            <translation>Views</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ViewPrompt</name>
        <message>
            <source>Give the view a name.</source>
            <translation>Give the view a name.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n character(s).</source>
            <translation>
                <numerusform>At most %n character.</numerusform>
                <numerusform>At most %n characters.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is a view with this name.</source>
            <translation>There is a view with this name.</translation>
        </message>
        <message numerus="yes">
            <source>There are %n views, more cannot be kept. Delete one first.</source>
            <translation>
                <numerusform>There is %n view, more cannot be kept. Delete it first.</numerusform>
                <numerusform>There are %n views, more cannot be kept. Delete one first.</numerusform>
            </translation>
        </message>
        <message>
            <source>Name of the view</source>
            <translation>Name of the view</translation>
        </message>
        <message>
            <source>Save</source>
            <comment>verb</comment>
            <translation>Save</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>qd::console::WindowOverlays</name>
        <message>
            <source>Next and previous row</source>
            <translation>Next and previous row</translation>
        </message>
        <message>
            <source>Select or deselect the row</source>
            <translation>Select or deselect the row</translation>
        </message>
        <message>
            <source>Extend the selection</source>
            <translation>Extend the selection</translation>
        </message>
        <message>
            <source>Select every row</source>
            <translation>Select every row</translation>
        </message>
        <message>
            <source>Open the row</source>
            <translation>Open the row</translation>
        </message>
        <message>
            <source>Filter by the value of a cell</source>
            <translation>Filter by the value of a cell</translation>
        </message>
        <message>
            <source>Second column to sort by</source>
            <translation>Second column to sort by</translation>
        </message>
        <message>
            <source>Open one level of the tree</source>
            <translation>Open one level of the tree</translation>
        </message>
        <message>
            <source>To the parent in the tree</source>
            <translation>To the parent in the tree</translation>
        </message>
        <message>
            <source>Cursor to the next sample of the chart</source>
            <translation>Cursor to the next sample of the chart</translation>
        </message>
        <message>
            <source>Stretch a time range; Enter zooms to it</source>
            <translation>Stretch a time range; Enter zooms to it</translation>
        </message>
        <message>
            <source>Pin the values at the cursor of the chart</source>
            <translation>Pin the values at the cursor of the chart</translation>
        </message>
        <message>
            <source>The chart as a table</source>
            <translation>The chart as a table</translation>
        </message>
        <message>
            <source>Close what is on top</source>
            <translation>Close what is on top</translation>
        </message>
        <message>
            <source>Host view: %1</source>
            <translation>Host view: %1</translation>
        </message>
        <message>
            <source>Alt+Click</source>
            <comment>a key with a click</comment>
            <translation>Alt+Click</translation>
        </message>
        <message>
            <source>Shift+Click</source>
            <comment>a key with a click</comment>
            <translation>Shift+Click</translation>
        </message>
    </context>
    <context>
        <name>qd::console::Workspace</name>
        <message>
            <source>Last data · %1</source>
            <comment>a server</comment>
            <translation>Last data · %1</translation>
        </message>
        <message>
            <source>Connected · %1</source>
            <translation>Connected · %1</translation>
        </message>
        <message>
            <source>Server silent · %1</source>
            <translation>Server silent · %1</translation>
        </message>
        <message>
            <source>Disconnected · %1</source>
            <translation>Disconnected · %1</translation>
        </message>
        <message>
            <source>Connection to the server</source>
            <translation>Connection to the server</translation>
        </message>
        <message>
            <source>data of %1</source>
            <translation>data of %1</translation>
        </message>
        <message>
            <source>data delay %1</source>
            <translation>data delay %1</translation>
        </message>
        <message>
            <source>no data yet</source>
            <translation>no data yet</translation>
        </message>
        <message>
            <source>Now minus the newest sample of all hosts</source>
            <translation>Now minus the newest sample of all hosts</translation>
        </message>
        <message>
            <source>%1 / %2 agents</source>
            <translation>%1 / %2 agents</translation>
        </message>
        <message>
            <source>Agents that report, of all that are known</source>
            <translation>Agents that report, of all that are known</translation>
        </message>
        <message>
            <source>Time zone of every time shown</source>
            <translation>Time zone of every time shown</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Overview</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>English</source>
            <comment>the name of this language in itself</comment>
            <translation>English</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomBack</name>
        <message>
            <source>Back to the range before the zoom</source>
            <translation>Back to the range before the zoom</translation>
        </message>
        <message>
            <source>Nothing is zoomed</source>
            <translation>Nothing is zoomed</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomIn</name>
        <message>
            <source>Zoom time in</source>
            <translation>Zoom time in</translation>
        </message>
    </context>
    <context>
        <name>qd::console::ZoomOut</name>
        <message>
            <source>Zoom time out</source>
            <translation>Zoom time out</translation>
        </message>
    </context>
    <context>
        <name>qd::console::tables</name>
        <message>
            <source>Columns as they came</source>
            <translation>Columns as they came</translation>
        </message>
    </context>
    <context>
        <name>qd::console::timewords</name>
        <message numerus="yes">
            <source>Last %n day(s)</source>
            <translation>
                <numerusform>Last day</numerusform>
                <numerusform>Last %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n hour(s)</source>
            <translation>
                <numerusform>Last %n hour</numerusform>
                <numerusform>Last %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n minute(s)</source>
            <translation>
                <numerusform>Last %n minute</numerusform>
                <numerusform>Last %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Last %n second(s)</source>
            <translation>
                <numerusform>Last second</numerusform>
                <numerusform>Last %n seconds</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>qd::console::words</name>
        <message>
            <source>CPU usage</source>
            <translation>CPU usage</translation>
        </message>
        <message>
            <source>Memory used</source>
            <translation>Memory used</translation>
        </message>
        <message>
            <source>Network throughput</source>
            <translation>Network throughput</translation>
        </message>
        <message>
            <source>Load per core</source>
            <translation>Load per core</translation>
        </message>
        <message>
            <source>Disk throughput</source>
            <translation>Disk throughput</translation>
        </message>
        <message>
            <source>Fullest filesystem</source>
            <translation>Fullest filesystem</translation>
        </message>
        <message>
            <source>CPU by kind of work</source>
            <translation>CPU by kind of work</translation>
        </message>
        <message>
            <source>Load average</source>
            <translation>Load average</translation>
        </message>
        <message>
            <source>Context switches and interrupts</source>
            <translation>Context switches and interrupts</translation>
        </message>
        <message>
            <source>Pressure stall</source>
            <translation>Pressure stall</translation>
        </message>
        <message>
            <source>Memory by use</source>
            <translation>Memory by use</translation>
        </message>
        <message>
            <source>Memory share</source>
            <translation>Memory share</translation>
        </message>
        <message>
            <source>Swap</source>
            <translation>Swap</translation>
        </message>
        <message>
            <source>Paging</source>
            <translation>Paging</translation>
        </message>
        <message>
            <source>Disk utilisation</source>
            <translation>Disk utilisation</translation>
        </message>
        <message>
            <source>Disk wait per request</source>
            <translation>Disk wait per request</translation>
        </message>
        <message>
            <source>Disk queue length</source>
            <translation>Disk queue length</translation>
        </message>
        <message>
            <source>Disk requests</source>
            <translation>Disk requests</translation>
        </message>
        <message>
            <source>Filesystem fill</source>
            <translation>Filesystem fill</translation>
        </message>
        <message>
            <source>Network packets</source>
            <translation>Network packets</translation>
        </message>
        <message>
            <source>Network errors</source>
            <translation>Network errors</translation>
        </message>
        <message>
            <source>Connection tracking</source>
            <translation>Connection tracking</translation>
        </message>
        <message>
            <source>TCP connections opened</source>
            <translation>TCP connections opened</translation>
        </message>
        <message>
            <source>TCP segments</source>
            <translation>TCP segments</translation>
        </message>
        <message>
            <source>TCP retransmits</source>
            <translation>TCP retransmits</translation>
        </message>
        <message>
            <source>TCP sockets by state</source>
            <translation>TCP sockets by state</translation>
        </message>
        <message>
            <source>UDP datagrams</source>
            <translation>UDP datagrams</translation>
        </message>
        <message>
            <source>UDP errors</source>
            <translation>UDP errors</translation>
        </message>
        <message>
            <source>Processes and threads</source>
            <translation>Processes and threads</translation>
        </message>
        <message>
            <source>Processes by state</source>
            <translation>Processes by state</translation>
        </message>
        <message>
            <source>Open files</source>
            <translation>Open files</translation>
        </message>
        <message>
            <source>Entropy and users</source>
            <translation>Entropy and users</translation>
        </message>
        <message>
            <source>Agent CPU</source>
            <translation>Agent CPU</translation>
        </message>
        <message>
            <source>Agent memory and spool</source>
            <translation>Agent memory and spool</translation>
        </message>
        <message>
            <source>Agent samples</source>
            <translation>Agent samples</translation>
        </message>
        <message>
            <source>Agent acknowledgement time</source>
            <translation>Agent acknowledgement time</translation>
        </message>
        <message>
            <source>CPU busy, idle and guests</source>
            <translation>CPU busy, idle and guests</translation>
        </message>
        <message>
            <source>Load average per core</source>
            <translation>Load average per core</translation>
        </message>
        <message>
            <source>CPU by core</source>
            <translation>CPU by core</translation>
        </message>
        <message>
            <source>Memory available</source>
            <translation>Memory available</translation>
        </message>
        <message>
            <source>Memory of kernel and shared</source>
            <translation>Memory of kernel and shared</translation>
        </message>
        <message>
            <source>Swap share</source>
            <translation>Swap share</translation>
        </message>
        <message>
            <source>Page faults</source>
            <translation>Page faults</translation>
        </message>
        <message>
            <source>Processes killed for want of memory</source>
            <translation>Processes killed for want of memory</translation>
        </message>
        <message>
            <source>Disk requests merged</source>
            <translation>Disk requests merged</translation>
        </message>
        <message>
            <source>Sectors per disk request</source>
            <translation>Sectors per disk request</translation>
        </message>
        <message>
            <source>Disk time per second, ms</source>
            <translation>Disk time per second, ms</translation>
        </message>
        <message>
            <source>Filesystem space</source>
            <translation>Filesystem space</translation>
        </message>
        <message>
            <source>Filesystem free</source>
            <translation>Filesystem free</translation>
        </message>
        <message>
            <source>Inode fill</source>
            <translation>Inode fill</translation>
        </message>
        <message>
            <source>Inodes</source>
            <translation>Inodes</translation>
        </message>
        <message>
            <source>Space of all filesystems</source>
            <translation>Space of all filesystems</translation>
        </message>
        <message>
            <source>Fill of all filesystems</source>
            <translation>Fill of all filesystems</translation>
        </message>
        <message>
            <source>Filesystem read-only</source>
            <translation>Filesystem read-only</translation>
        </message>
        <message>
            <source>Directory sizes</source>
            <translation>Directory sizes</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Temperature</translation>
        </message>
        <message>
            <source>GPU utilisation</source>
            <translation>GPU utilisation</translation>
        </message>
        <message>
            <source>GPU memory</source>
            <translation>GPU memory</translation>
        </message>
        <message>
            <source>GPU memory share</source>
            <translation>GPU memory share</translation>
        </message>
        <message>
            <source>GPU temperature</source>
            <translation>GPU temperature</translation>
        </message>
        <message>
            <source>GPU power</source>
            <translation>GPU power</translation>
        </message>
        <message>
            <source>GPU fan</source>
            <translation>GPU fan</translation>
        </message>
        <message>
            <source>GPU cards</source>
            <translation>GPU cards</translation>
        </message>
        <message>
            <source>Network drops</source>
            <translation>Network drops</translation>
        </message>
        <message>
            <source>Network link errors</source>
            <translation>Network link errors</translation>
        </message>
        <message>
            <source>Multicast and compressed packets</source>
            <translation>Multicast and compressed packets</translation>
        </message>
        <message>
            <source>Interface up</source>
            <translation>Interface up</translation>
        </message>
        <message>
            <source>Share of the link speed</source>
            <translation>Share of the link speed</translation>
        </message>
        <message>
            <source>Link speed</source>
            <translation>Link speed</translation>
        </message>
        <message>
            <source>Port listens</source>
            <translation>Port listens</translation>
        </message>
        <message>
            <source>TCP fast retransmit share</source>
            <translation>TCP fast retransmit share</translation>
        </message>
        <message>
            <source>TCP loss recovery</source>
            <translation>TCP loss recovery</translation>
        </message>
        <message>
            <source>TCP reordering</source>
            <translation>TCP reordering</translation>
        </message>
        <message>
            <source>TCP queue drops</source>
            <translation>TCP queue drops</translation>
        </message>
        <message>
            <source>TCP failures</source>
            <translation>TCP failures</translation>
        </message>
        <message>
            <source>TCP aborts</source>
            <translation>TCP aborts</translation>
        </message>
        <message>
            <source>TCP in the kernel</source>
            <translation>TCP in the kernel</translation>
        </message>
        <message>
            <source>TCP sockets in transition</source>
            <translation>TCP sockets in transition</translation>
        </message>
        <message>
            <source>TCP connections now</source>
            <translation>TCP connections now</translation>
        </message>
        <message>
            <source>UDP buffers full</source>
            <translation>UDP buffers full</translation>
        </message>
        <message>
            <source>Kernel limits</source>
            <translation>Kernel limits</translation>
        </message>
        <message>
            <source>Host uptime</source>
            <translation>Host uptime</translation>
        </message>
        <message>
            <source>Clock synchronised</source>
            <translation>Clock synchronised</translation>
        </message>
        <message>
            <source>Clock offset</source>
            <translation>Clock offset</translation>
        </message>
        <message>
            <source>Processes by group</source>
            <translation>Processes by group</translation>
        </message>
        <message>
            <source>CPU by process group</source>
            <translation>CPU by process group</translation>
        </message>
        <message>
            <source>Memory by process group</source>
            <translation>Memory by process group</translation>
        </message>
        <message>
            <source>Memory share by process group</source>
            <translation>Memory share by process group</translation>
        </message>
        <message>
            <source>Disk traffic by process group</source>
            <translation>Disk traffic by process group</translation>
        </message>
        <message>
            <source>Open files by process group</source>
            <translation>Open files by process group</translation>
        </message>
        <message>
            <source>Threads by process group</source>
            <translation>Threads by process group</translation>
        </message>
        <message>
            <source>Uptime by process group</source>
            <translation>Uptime by process group</translation>
        </message>
        <message>
            <source>CPU by cgroup</source>
            <translation>CPU by cgroup</translation>
        </message>
        <message>
            <source>Memory by cgroup</source>
            <translation>Memory by cgroup</translation>
        </message>
        <message>
            <source>URL answers</source>
            <translation>URL answers</translation>
        </message>
        <message>
            <source>URL answer time</source>
            <translation>URL answer time</translation>
        </message>
        <message>
            <source>URL status code</source>
            <translation>URL status code</translation>
        </message>
        <message>
            <source>Certificate days left</source>
            <translation>Certificate days left</translation>
        </message>
        <message>
            <source>Oldest sample in the spool</source>
            <translation>Oldest sample in the spool</translation>
        </message>
        <message>
            <source>Time of collectors</source>
            <translation>Time of collectors</translation>
        </message>
        <message>
            <source>Errors of collectors</source>
            <translation>Errors of collectors</translation>
        </message>
        <message>
            <source>Agent open files</source>
            <translation>Agent open files</translation>
        </message>
        <message>
            <source>Agent uptime</source>
            <translation>Agent uptime</translation>
        </message>
        <message>
            <source>Agent restarts and plugins</source>
            <translation>Agent restarts and plugins</translation>
        </message>
        <message>
            <source>Agent reports</source>
            <translation>Agent reports</translation>
        </message>
        <message>
            <source>user</source>
            <comment>CPU time in programs</comment>
            <translation>user</translation>
        </message>
        <message>
            <source>system</source>
            <comment>CPU time in the kernel</comment>
            <translation>system</translation>
        </message>
        <message>
            <source>I/O wait</source>
            <comment>CPU time waiting for disks</comment>
            <translation>I/O wait</translation>
        </message>
        <message>
            <source>nice</source>
            <comment>CPU time of programs with low priority</comment>
            <translation>nice</translation>
        </message>
        <message>
            <source>interrupts</source>
            <comment>CPU time in interrupts</comment>
            <translation>interrupts</translation>
        </message>
        <message>
            <source>soft interrupts</source>
            <comment>CPU time in soft interrupts</comment>
            <translation>soft interrupts</translation>
        </message>
        <message>
            <source>steal</source>
            <comment>CPU time taken by the hypervisor</comment>
            <translation>steal</translation>
        </message>
        <message>
            <source>1 min</source>
            <comment>name of a curve</comment>
            <translation>1 min</translation>
        </message>
        <message>
            <source>5 min</source>
            <comment>name of a curve</comment>
            <translation>5 min</translation>
        </message>
        <message>
            <source>15 min</source>
            <comment>name of a curve</comment>
            <translation>15 min</translation>
        </message>
        <message>
            <source>context switches</source>
            <comment>name of a curve</comment>
            <translation>context switches</translation>
        </message>
        <message>
            <source>interrupts</source>
            <comment>count of interrupts</comment>
            <translation>interrupts</translation>
        </message>
        <message>
            <source>CPU, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>CPU, some</translation>
        </message>
        <message>
            <source>memory, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>memory, some</translation>
        </message>
        <message>
            <source>memory, all</source>
            <comment>pressure: all tasks wait</comment>
            <translation>memory, all</translation>
        </message>
        <message>
            <source>I/O, some</source>
            <comment>pressure: some tasks wait</comment>
            <translation>I/O, some</translation>
        </message>
        <message>
            <source>I/O, all</source>
            <comment>pressure: all tasks wait</comment>
            <translation>I/O, all</translation>
        </message>
        <message>
            <source>used</source>
            <comment>name of a curve</comment>
            <translation>used</translation>
        </message>
        <message>
            <source>buffers</source>
            <comment>name of a curve</comment>
            <translation>buffers</translation>
        </message>
        <message>
            <source>cached</source>
            <comment>name of a curve</comment>
            <translation>cached</translation>
        </message>
        <message>
            <source>free</source>
            <comment>memory</comment>
            <translation>free</translation>
        </message>
        <message>
            <source>available</source>
            <comment>memory</comment>
            <translation>available</translation>
        </message>
        <message>
            <source>total</source>
            <comment>name of a curve</comment>
            <translation>total</translation>
        </message>
        <message>
            <source>swapped in</source>
            <comment>name of a curve</comment>
            <translation>swapped in</translation>
        </message>
        <message>
            <source>swapped out</source>
            <comment>name of a curve</comment>
            <translation>swapped out</translation>
        </message>
        <message>
            <source>major faults</source>
            <comment>name of a curve</comment>
            <translation>major faults</translation>
        </message>
        <message>
            <source>read</source>
            <comment>from a disk</comment>
            <translation>read</translation>
        </message>
        <message>
            <source>written</source>
            <comment>to a disk</comment>
            <translation>written</translation>
        </message>
        <message>
            <source>in</source>
            <comment>network traffic</comment>
            <translation>in</translation>
        </message>
        <message>
            <source>out</source>
            <comment>network traffic</comment>
            <translation>out</translation>
        </message>
        <message>
            <source>errors</source>
            <comment>name of a curve</comment>
            <translation>errors</translation>
        </message>
        <message>
            <source>dropped</source>
            <comment>name of a curve</comment>
            <translation>dropped</translation>
        </message>
        <message>
            <source>tracked</source>
            <comment>connections</comment>
            <translation>tracked</translation>
        </message>
        <message>
            <source>limit</source>
            <comment>name of a curve</comment>
            <translation>limit</translation>
        </message>
        <message>
            <source>opened from here</source>
            <comment>connections</comment>
            <translation>opened from here</translation>
        </message>
        <message>
            <source>opened from outside</source>
            <comment>connections</comment>
            <translation>opened from outside</translation>
        </message>
        <message>
            <source>resets</source>
            <comment>name of a curve</comment>
            <translation>resets</translation>
        </message>
        <message>
            <source>retransmitted</source>
            <comment>name of a curve</comment>
            <translation>retransmitted</translation>
        </message>
        <message>
            <source>timeouts</source>
            <comment>name of a curve</comment>
            <translation>timeouts</translation>
        </message>
        <message>
            <source>listen drops</source>
            <comment>name of a curve</comment>
            <translation>listen drops</translation>
        </message>
        <message>
            <source>established</source>
            <comment>sockets</comment>
            <translation>established</translation>
        </message>
        <message>
            <source>listening</source>
            <comment>sockets</comment>
            <translation>listening</translation>
        </message>
        <message>
            <source>buffer full</source>
            <comment>name of a curve</comment>
            <translation>buffer full</translation>
        </message>
        <message>
            <source>no port</source>
            <comment>name of a curve</comment>
            <translation>no port</translation>
        </message>
        <message>
            <source>threads</source>
            <comment>name of a curve</comment>
            <translation>threads</translation>
        </message>
        <message>
            <source>running</source>
            <comment>processes</comment>
            <translation>running</translation>
        </message>
        <message>
            <source>blocked</source>
            <comment>processes</comment>
            <translation>blocked</translation>
        </message>
        <message>
            <source>zombie</source>
            <comment>processes</comment>
            <translation>zombie</translation>
        </message>
        <message>
            <source>allocated</source>
            <comment>files</comment>
            <translation>allocated</translation>
        </message>
        <message>
            <source>entropy</source>
            <comment>name of a curve</comment>
            <translation>entropy</translation>
        </message>
        <message>
            <source>users</source>
            <comment>name of a curve</comment>
            <translation>users</translation>
        </message>
        <message>
            <source>memory</source>
            <comment>of the agent</comment>
            <translation>memory</translation>
        </message>
        <message>
            <source>spool</source>
            <comment>name of a curve</comment>
            <translation>spool</translation>
        </message>
        <message>
            <source>sent</source>
            <comment>samples</comment>
            <translation>sent</translation>
        </message>
        <message>
            <source>acknowledged after</source>
            <comment>name of a curve</comment>
            <translation>acknowledged after</translation>
        </message>
        <message>
            <source>busy</source>
            <comment>share of CPU time</comment>
            <translation>busy</translation>
        </message>
        <message>
            <source>idle</source>
            <comment>share of CPU time</comment>
            <translation>idle</translation>
        </message>
        <message>
            <source>guests</source>
            <comment>CPU time of virtual machines</comment>
            <translation>guests</translation>
        </message>
        <message>
            <source>slab</source>
            <comment>memory of the kernel</comment>
            <translation>slab</translation>
        </message>
        <message>
            <source>shared</source>
            <comment>memory</comment>
            <translation>shared</translation>
        </message>
        <message>
            <source>page tables</source>
            <comment>memory</comment>
            <translation>page tables</translation>
        </message>
        <message>
            <source>dirty</source>
            <comment>memory to be written</comment>
            <translation>dirty</translation>
        </message>
        <message>
            <source>page faults</source>
            <comment>name of a curve</comment>
            <translation>page faults</translation>
        </message>
        <message>
            <source>killed</source>
            <comment>processes</comment>
            <translation>killed</translation>
        </message>
        <message>
            <source>wait</source>
            <comment>time of a disk request</comment>
            <translation>wait</translation>
        </message>
        <message>
            <source>service</source>
            <comment>time of a disk request</comment>
            <translation>service</translation>
        </message>
        <message>
            <source>queue</source>
            <comment>disk requests</comment>
            <translation>queue</translation>
        </message>
        <message>
            <source>in progress</source>
            <comment>disk requests</comment>
            <translation>in progress</translation>
        </message>
        <message>
            <source>average</source>
            <comment>name of a curve</comment>
            <translation>average</translation>
        </message>
        <message>
            <source>cards</source>
            <comment>graphics processors</comment>
            <translation>cards</translation>
        </message>
        <message>
            <source>frame errors</source>
            <comment>network interface</comment>
            <translation>frame errors</translation>
        </message>
        <message>
            <source>carrier errors</source>
            <comment>network interface</comment>
            <translation>carrier errors</translation>
        </message>
        <message>
            <source>collisions</source>
            <comment>network interface</comment>
            <translation>collisions</translation>
        </message>
        <message>
            <source>queue overruns in</source>
            <comment>network interface</comment>
            <translation>queue overruns in</translation>
        </message>
        <message>
            <source>queue overruns out</source>
            <comment>network interface</comment>
            <translation>queue overruns out</translation>
        </message>
        <message>
            <source>multicast</source>
            <comment>network packets</comment>
            <translation>multicast</translation>
        </message>
        <message>
            <source>compressed in</source>
            <comment>network packets</comment>
            <translation>compressed in</translation>
        </message>
        <message>
            <source>compressed out</source>
            <comment>network packets</comment>
            <translation>compressed out</translation>
        </message>
        <message>
            <source>handshake repeated</source>
            <comment>TCP</comment>
            <translation>handshake repeated</translation>
        </message>
        <message>
            <source>fast retransmits</source>
            <comment>TCP</comment>
            <translation>fast retransmits</translation>
        </message>
        <message>
            <source>in slow start</source>
            <comment>TCP retransmits</comment>
            <translation>in slow start</translation>
        </message>
        <message>
            <source>lost again</source>
            <comment>TCP retransmits</comment>
            <translation>lost again</translation>
        </message>
        <message>
            <source>needless timeouts</source>
            <comment>TCP</comment>
            <translation>needless timeouts</translation>
        </message>
        <message>
            <source>recovery failed</source>
            <comment>TCP</comment>
            <translation>recovery failed</translation>
        </message>
        <message>
            <source>reordered</source>
            <comment>TCP segments</comment>
            <translation>reordered</translation>
        </message>
        <message>
            <source>undone</source>
            <comment>TCP: a reduction taken back</comment>
            <translation>undone</translation>
        </message>
        <message>
            <source>delayed acknowledgements</source>
            <comment>TCP</comment>
            <translation>delayed acknowledgements</translation>
        </message>
        <message>
            <source>listen overflows</source>
            <comment>TCP</comment>
            <translation>listen overflows</translation>
        </message>
        <message>
            <source>backlog drops</source>
            <comment>TCP</comment>
            <translation>backlog drops</translation>
        </message>
        <message>
            <source>pruned</source>
            <comment>TCP receive queue</comment>
            <translation>pruned</translation>
        </message>
        <message>
            <source>TTL too small</source>
            <comment>TCP segments dropped</comment>
            <translation>TTL too small</translation>
        </message>
        <message>
            <source>failed opens</source>
            <comment>TCP</comment>
            <translation>failed opens</translation>
        </message>
        <message>
            <source>resets sent</source>
            <comment>TCP</comment>
            <translation>resets sent</translation>
        </message>
        <message>
            <source>bad segments</source>
            <comment>TCP</comment>
            <translation>bad segments</translation>
        </message>
        <message>
            <source>on timeout</source>
            <comment>TCP connections given up</comment>
            <translation>on timeout</translation>
        </message>
        <message>
            <source>out of memory</source>
            <comment>TCP connections given up</comment>
            <translation>out of memory</translation>
        </message>
        <message>
            <source>reset not sent</source>
            <comment>TCP</comment>
            <translation>reset not sent</translation>
        </message>
        <message>
            <source>memory pressure</source>
            <comment>TCP</comment>
            <translation>memory pressure</translation>
        </message>
        <message>
            <source>time-wait ended</source>
            <comment>TCP</comment>
            <translation>time-wait ended</translation>
        </message>
        <message>
            <source>ARP filtered</source>
            <comment>network</comment>
            <translation>ARP filtered</translation>
        </message>
        <message>
            <source>ICMP dropped</source>
            <comment>network</comment>
            <translation>ICMP dropped</translation>
        </message>
        <message>
            <source>orphaned</source>
            <comment>sockets</comment>
            <translation>orphaned</translation>
        </message>
        <message>
            <source>multicast ignored</source>
            <comment>UDP datagrams</comment>
            <translation>multicast ignored</translation>
        </message>
        <message>
            <source>checksum wrong</source>
            <comment>UDP datagrams</comment>
            <translation>checksum wrong</translation>
        </message>
        <message>
            <source>sleeping</source>
            <comment>processes</comment>
            <translation>sleeping</translation>
        </message>
        <message>
            <source>files</source>
            <comment>a limit of the kernel</comment>
            <translation>files</translation>
        </message>
        <message>
            <source>files left</source>
            <comment>a limit of the kernel</comment>
            <translation>files left</translation>
        </message>
        <message>
            <source>processes</source>
            <comment>a limit of the kernel</comment>
            <translation>processes</translation>
        </message>
        <message>
            <source>uptime</source>
            <comment>name of a curve</comment>
            <translation>uptime</translation>
        </message>
        <message>
            <source>synchronised</source>
            <comment>clock</comment>
            <translation>synchronised</translation>
        </message>
        <message>
            <source>offset</source>
            <comment>clock</comment>
            <translation>offset</translation>
        </message>
        <message>
            <source>oldest</source>
            <comment>sample in the spool</comment>
            <translation>oldest</translation>
        </message>
        <message>
            <source>open</source>
            <comment>files of the agent</comment>
            <translation>open</translation>
        </message>
        <message>
            <source>restarts</source>
            <comment>of the agent</comment>
            <translation>restarts</translation>
        </message>
        <message>
            <source>plugins</source>
            <comment>of the agent</comment>
            <translation>plugins</translation>
        </message>
        <message>
            <source>reports</source>
            <comment>the agent</comment>
            <translation>reports</translation>
        </message>
        <message>
            <source>At a glance</source>
            <translation>At a glance</translation>
        </message>
        <message>
            <source>CPU and load</source>
            <translation>CPU and load</translation>
        </message>
        <message>
            <source>Memory and swap</source>
            <translation>Memory and swap</translation>
        </message>
        <message>
            <source>Disks and filesystems</source>
            <translation>Disks and filesystems</translation>
        </message>
        <message>
            <source>Network interfaces</source>
            <translation>Network interfaces</translation>
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
            <translation>Processes and kernel</translation>
        </message>
        <message>
            <source>Sensors</source>
            <translation>Sensors</translation>
        </message>
        <message>
            <source>Graphics processors</source>
            <translation>Graphics processors</translation>
        </message>
        <message>
            <source>Process groups</source>
            <translation>Process groups</translation>
        </message>
        <message>
            <source>Containers and services</source>
            <translation>Containers and services</translation>
        </message>
        <message>
            <source>URL checks</source>
            <translation>URL checks</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Stale</source>
            <translation>Stale</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Unknown</translation>
        </message>
        <message>
            <source>Host</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>Category</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>Component</source>
            <translation>Component</translation>
        </message>
        <message>
            <source>The server could not read the question</source>
            <translation>The server could not read the question</translation>
        </message>
        <message>
            <source>It does not exist any more</source>
            <translation>It does not exist any more</translation>
        </message>
        <message>
            <source>Somebody else changed it meanwhile</source>
            <translation>Somebody else changed it meanwhile</translation>
        </message>
        <message>
            <source>Your role does not allow this</source>
            <translation>Your role does not allow this</translation>
        </message>
        <message>
            <source>The server took too long</source>
            <translation>The server took too long</translation>
        </message>
        <message>
            <source>The server cannot be reached</source>
            <translation>The server cannot be reached</translation>
        </message>
        <message>
            <source>The request was given up</source>
            <translation>The request was given up</translation>
        </message>
        <message>
            <source>The answer was damaged</source>
            <translation>The answer was damaged</translation>
        </message>
        <message>
            <source>The server had a problem of its own</source>
            <translation>The server had a problem of its own</translation>
        </message>
        <message>
            <source>%1 offline</source>
            <comment>count of hosts</comment>
            <translation>%1 offline</translation>
        </message>
        <message>
            <source>%1 stale</source>
            <comment>count of hosts</comment>
            <translation>%1 stale</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>count of hosts</comment>
            <translation>%1 unknown</translation>
        </message>
        <message>
            <source>none stale or offline</source>
            <translation>none stale or offline</translation>
        </message>
        <message>
            <source>%1 of %2 hosts loaded</source>
            <comment>count</comment>
            <translation>%1 of %2 hosts loaded</translation>
        </message>
        <message>
            <source>never updated</source>
            <translation>never updated</translation>
        </message>
        <message>
            <source>updated %1</source>
            <comment>%1: 4 min ago</comment>
            <translation>updated %1</translation>
        </message>
        <message>
            <source>An administrator of the server grants rights.</source>
            <translation>An administrator of the server grants rights.</translation>
        </message>
        <message>
            <source>Could not be loaded</source>
            <translation>Could not be loaded</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <source>No connection</source>
            <translation>No connection</translation>
        </message>
        <message>
            <source>It is loaded when the server answers</source>
            <translation>It is loaded when the server answers</translation>
        </message>
    </context>
    <context>
        <name>qd::console::SortByColumn</name>
        <message>
            <source>Sort the table by a column</source>
            <translation>Sort the table by a column</translation>
        </message>
        <message>
            <source>There is no table here</source>
            <translation>There is no table here</translation>
        </message>
    </context>
    <context>
        <name>qd::console::TableHeader</name>
        <message>
            <source>Column %1, not sorted</source>
            <translation>Column %1, not sorted</translation>
        </message>
        <message>
            <source>Column %1, sorted, smallest first</source>
            <translation>Column %1, sorted, smallest first</translation>
        </message>
        <message>
            <source>Column %1, sorted, largest first</source>
            <translation>Column %1, sorted, largest first</translation>
        </message>
    </context>
</TS>
