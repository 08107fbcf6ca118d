/** Addresses a tenant might give that lead, or seem to lead, anywhere but to a public https host. */
export const hostileUrls: string[] = [
  // loopback, written in every way a parser knows
  'https://127.0.0.1/', 'https://127.0.0.2/', 'https://127.1/', 'https://127.0.1/', 'https://127.255.255.254/', 'https://2130706433/', 'https://0x7f000001/',
  'https://0x7f.0.0.1/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://017700000001/', 'https://127.000.000.001/', 'https://0/', 'https://0.0.0.0/',
  'https://127%2e0%2e0%2e1/', 'https://１２７.０.０.１/', 'https://127。0。0。1/', 'https://①②⑦.⓪.⓪.①/',
  'https://[::1]/', 'https://[0:0:0:0:0:0:0:1]/', 'https://[::]/', 'https://[0000::0001]/',
  // IPv6 that wraps IPv4
  'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[0:0:0:0:0:ffff:7f00:0001]/', 'https://[::127.0.0.1]/', 'https://[::7f00:1]/',
  'https://[64:ff9b::127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://[64:ff9b:1::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2002:a9fe:a9fe::1]/',
  'https://[2001:0:7f00:1::]/', 'https://[2001:0000:4136:e378:8000:63bf:80ff:fffe]/', 'https://[::ffff:0:127.0.0.1]/',
  // inner networks
  'https://10.0.0.1/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.0.1/', 'https://100.64.0.1/', 'https://100.127.255.255/', 'https://169.254.1.1/',
  'https://198.18.0.1/', 'https://192.0.0.1/', 'https://224.0.0.1/', 'https://255.255.255.255/', 'https://240.0.0.1/',
  'https://[fc00::1]/', 'https://[fd00:ec2::254]/', 'https://[fe80::1]/', 'https://[fe80::1%25lo]/', 'https://[fe80::1%25eth0]/', 'https://[fec0::1]/', 'https://[ff02::1]/', 'https://[100::1]/',
  // metadata and names inside
  'https://169.254.169.254/latest/meta-data/', 'https://[::ffff:a9fe:a9fe]/', 'https://2852039166/', 'https://0xa9fea9fe/', 'https://100.100.100.200/',
  'https://metadata.google.internal/', 'https://metadata.google.internal./', 'https://METADATA.google.internal/', 'https://metadata.goog/', 'https://metadata.azure.com/',
  'https://instance-data.ec2.internal/', 'https://metadata/', 'https://db.internal/', 'https://a.b.internal/', 'https://printer.local/', 'https://router.home.arpa/', 'https://wiki.corp/',
  'https://localhost/', 'https://localhost./', 'https://LOCALHOST/', 'https://foo.localhost/', 'https://localhost.localdomain/', 'https://intranet/', 'https://db/', 'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
  'https://example.com./', 'https://example.com../',
  // ourselves
  'https://baton.sandbox.test/', 'https://BATON.sandbox.test/hooks/1/2/3', 'https://baton.sandbox.test./',
  // confusion of parts
  'https://example.com@127.0.0.1/', 'https://user:word@example.com/', 'https://example.com:word@[::1]/', 'https://127.0.0.1#@example.com/', 'https://127.0.0.1?@example.com/',
  'https://example.com\\@127.0.0.1/', 'https:\\\\127.0.0.1/', 'https://example.com\t.evil.example/', 'https://127.0.0.1\n.example.com/', ' https://127.0.0.1/', 'https://127.0.0.1 ', 'https:///127.0.0.1/', 'https:127.0.0.1',
  // ports and schemes
  'https://example.com:22/', 'https://example.com:25/', 'https://example.com:80/', 'https://example.com:5432/', 'https://example.com:6379/', 'https://example.com:8443/', 'https://example.com:0/', 'https://example.com:65536/',
  'http://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'ftp://127.0.0.1/', 'data:text/plain,hi', 'javascript:alert(1)', 'ws://127.0.0.1/', 'unix:/var/run/docker.sock', 'blob:https://example.com/1',
  // no addresses at all
  '', ' ', 'https://', 'https://[', 'https://[::1', 'https://%00/', 'https://exa mple.com/', '//127.0.0.1/', '/etc/passwd', `https://example.com/${'a'.repeat(3_000)}`,
];
