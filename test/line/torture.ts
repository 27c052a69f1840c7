// The torture messages of RFC 4475, each under the name the RFC gives it: rare but right, wrong, and rightly refused.

export interface TortureMessage {
  readonly name: string;
  readonly text: string;
}

/** Written as lines; CRLF is put between them, and `{n}` stands for n more characters of padding. */
function message(name: string, lines: readonly string[], body = ''): TortureMessage {
  return { name, text: [...lines, '', body].join('\r\n') };
}

const sdp = [
  'v=0',
  'o=mhandley 29739 7272939 IN IP4 192.0.2.3',
  's=-',
  'c=IN IP4 192.0.2.4',
  't=0 0',
  'm=audio 49217 RTP/AVP 0 12',
  'm=video 3227 RTP/AVP 31',
  'a=rtpmap:31 LPC',
  '',
].join('\r\n');

/** The headers most of them share; each differs in what it is about. */
function request(method: string, uri: string, id: string, over: Record<string, string> = {}): string[] {
  const headers: Record<string, string> = {
    To: 'sip:j.user@example.com',
    From: `sip:caller@example.net;tag=${id}`,
    'Max-Forwards': '70',
    'Call-ID': `${id}.0ha0isndaksdj@192.0.2.1`,
    CSeq: `8 ${method}`,
    Via: `SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKkdjuw${id}`,
    ...(method === 'INVITE' ? { Contact: '<sip:caller@host5.example.net>' } : {}),
    ...over,
  };
  return [`${method} ${uri} SIP/2.0`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
}

const invite = (id: string, over: Record<string, string> = {}, uri = 'sip:user@example.com') =>
  message(
    id,
    request('INVITE', uri, id, {
      'Content-Type': 'application/sdp',
      'Content-Length': String(sdp.length),
      ...over,
    }),
    sdp,
  );

const options = (id: string, uri: string, over: Record<string, string> = {}) =>
  message(id, request('OPTIONS', uri, id, { 'Content-Length': '0', ...over }));

const register = (id: string, contact: string, over: Record<string, string> = {}) =>
  message(
    id,
    request('REGISTER', 'sip:example.com', id, { Contact: contact, 'Content-Length': '0', ...over }),
  );

const octets = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));

/** §3.1.1: right, however strange. */
const valid: TortureMessage[] = [
  message(
    'wsinv',
    [
      'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
      'TO :',
      ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
      'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
      '  ;',
      '  tag = 98asjd8',
      'MaX-fOrWaRdS: 0068',
      'Call-ID: wsinv.ndaksdj@192.0.2.1',
      'Content-Length   : 150',
      'cseq: 0009',
      '  INVITE',
      'Via  : SIP  /   2.0',
      ' /UDP',
      '    192.0.2.2;branch=390skdjuw',
      's :',
      'NewFangledHeader:   newfangled value',
      ' continued newfangled value',
      'UnknownHeaderWithUnusualValue: ;;,,;;,;',
      'Content-Type: application/sdp',
      'Route:',
      ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
      'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
      '  branch  =   z9hG4bK9ikj8  ,',
      ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
      ' z9hG4bK30239',
      'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
      '      newvalue ;',
      '  secondparam ; q = 0.33',
    ],
    sdp,
  ),
  message('intmeth', [
    "!interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0",
    "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
    'To: "BEL:\x07 NUL:\0 DEL:\x7F" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*@example.com>',
    "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"работающий\";tag=_token~1'+`*%!-.",
    'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
    "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~",
    'Max-Forwards: 255',
    "extensionHeader-!.%*+_`'~: \uFEFF大停電",
    'Content-Length: 0',
  ]),
  invite(
    'esc01',
    { Contact: '<sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>' },
    'sip:sips%3Auser%40example.com@example.net',
  ),
  register('escnull', 'sip:%00@host5.example.com', {
    To: 'sip:null-%00-null@example.com',
    From: 'sip:null-%00-null@example.com;tag=839923423',
  }),
  message(
    'esc02',
    request('RE%47IST%45R', 'sip:registrar.example.com', 'esc02', {
      CSeq: '29344 RE%47IST%45R',
      Contact: '<sip:alias1@host1.example.com>',
      'Content-Length': '0',
    }),
  ),
  options('lwsdisp', 'sip:user@example.com', { From: 'caller<sip:caller@example.com>;tag=323' }),
  invite('longreq', {
    To: `"I have a user name of ${'extreme'.repeat(10)} proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(20)}value>`,
    From: `sip:${'amazinglylongcallername'.repeat(5)}@example.net;tag=12${'982'.repeat(50)}424`,
    'Call-ID': `longreq.one${'really'.repeat(20)}longcallid`,
    [`Unknown-${'Long'.repeat(20)}-Name`]: `unknown-${'long'.repeat(20)}-value`,
    Via: `SIP/2.0/TCP sip33.example.com;branch=z9hG4bK${'verylong'.repeat(60)}branchvalue`,
    Contact: `<sip:${'amazinglylongcallername'.repeat(5)}@host5.example.net>`,
  }),
  message(
    'dblreq',
    [
      ...request('REGISTER', 'sip:example.com', 'dblreq', {
        Contact: 'sip:j.user@host.example.com',
        'Content-Length': '8',
      }),
    ],
    `12345678${request('INVITE', 'sip:joe@example.com', 'dblreq2').join('\r\n')}\r\n\r\n`,
  ),
  options('semiuri', 'sip:user;par=u%40example.net@example.com'),
  message('transports', [
    ...request('OPTIONS', 'sip:user@example.com', 'transports', { 'Content-Length': '0' }).filter(
      (line) => !line.startsWith('Via'),
    ),
    ...['UDP t1', 'SCTP t2', 'TLS t3', 'UNKNOWN t4', 'TCP t5'].map(
      (via) => `Via: SIP/2.0/${via.replace(' ', ' ')}.example.com;branch=z9hG4bKkdjuw`,
    ),
  ]),
  message(
    'mpart01',
    request('MESSAGE', 'sip:kumiko@example.org', 'mpart01', {
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/mixed;boundary=7a9cbec02ceef655',
      'Content-Length': '150',
    }),
    `--7a9cbec02ceef655\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\r\n${octets}\r\n--7a9cbec02ceef655--`,
  ),
  message('unreason', [
    'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое',
    'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
    'Call-ID: unreason.1234ksdfak3j2erwedfsASdf',
    'CSeq: 35 INVITE',
    'From: sip:user@example.com;tag=11141343',
    'To: sip:user@example.edu;tag=2229',
    'Content-Length: 0',
  ]),
  message('noreason', [
    'SIP/2.0 100 ',
    'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
    'Call-ID: noreason.asndj203insdf99223ndf',
    'CSeq: 35 INVITE',
    'From: <sip:user@example.com>;tag=39ansfi3',
    'To: <sip:user@example.edu>;tag=902jndnke3',
    'Content-Length: 0',
  ]),
];

/** §3.1.2: wrong. */
const invalid: TortureMessage[] = [
  invite('badinv01', { Contact: '"Joe" <sip:joe@example.org>;;;;', Via: 'SIP/2.0/UDP 192.0.2.15;;,;,,' }),
  invite('clerr', { 'Content-Length': '9999' }),
  invite('ncl', { 'Content-Length': '-999' }),
  register('scalar02', '<sip:user@host129.example.com>;expires=280297596632815', {
    CSeq: '36893488147419103232 REGISTER',
    'Max-Forwards': '300',
    Expires: '10000000000000000000000',
  }),
  message('scalarlg', [
    'SIP/2.0 503 Service Unavailable',
    'Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129',
    'To: <sip:user@example.com>',
    'From: <sip:other@example.net>;tag=2easdjfejw',
    'CSeq: 9292394834772304023312 OPTIONS',
    'Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r',
    'Retry-After: 949302838503028349304023988',
    'Warning: 1812 overture "In Progress"',
    'Content-Length: 0',
  ]),
  invite('quotbal', { To: '"Mr. J. User <sip:j.user@example.com>' }),
  invite('ltgtruri', {}, '<sip:user@example.com>'),
  invite('lwsruri', {}, 'sip:user@example.com; lr'),
  message(
    'lwsstart',
    [`INVITE  sip:user@example.com  SIP/2.0`, ...request('INVITE', '', 'lwsstart').slice(1)],
    sdp,
  ),
  message('trws', [
    `OPTIONS sip:remote-target@example.com SIP/2.0  `,
    ...request('OPTIONS', '', 'trws').slice(1),
  ]),
  invite('escruri', {}, 'sip:user@example.com?Route=%3Csip:example.com%3E'),
  invite('baddate', { Date: 'Fri, 01 Jan 2010 16:00:00 EST' }),
  register('regbadct', 'sip:user@example.com?Route=%3Csip:sip.example.com%3E'),
  options('badaspec', 'sip:user@example.org', { To: '"Watson, Thomas" < sip:t.watson@example.org >' }),
  options('baddn', 'sip:t.watson@example.org', { From: 'Bell, Alexander <sip:a.g.bell@example.com>;tag=43' }),
  message('badvers', [
    'OPTIONS sip:t.watson@example.org SIP/7.0',
    ...request('OPTIONS', '', 'badvers').slice(1),
  ]),
  options('mismatch01', 'sip:user@example.com', { CSeq: '8 INVITE' }),
  message(
    'mismatch02',
    request('NEWMETHOD', 'sip:user@example.com', 'mismatch02', {
      CSeq: '8 INVITE',
      'Content-Type': 'application/sdp',
    }),
    sdp,
  ),
  message('bigcode', [
    'SIP/2.0 4294967301 better not break the receiver',
    'Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe',
    'Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i',
    'CSeq: 353494 INVITE',
    'From: <sip:user@example.com>;tag=39ansfi3',
    'To: <sip:user@example.edu>;tag=902jndnke3',
    'Content-Length: 0',
  ]),
];

/** §3.2, §3.3 and §3.4: right in form, and still not what a phone can carry out. */
const refused: TortureMessage[] = [
  options('badbranch', 'sip:user@example.com', { Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK' }),
  message(
    'insuf',
    [
      'INVITE sip:user@example.com SIP/2.0',
      'CSeq: 193942 INVITE',
      'Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf',
      'Content-Type: application/sdp',
    ],
    sdp,
  ),
  options('unkscm', 'nobodyKnowsThisScheme:totallyopaquecontent'),
  options('novelsc', 'soap.beep://192.0.2.103:3002'),
  register('unksm2', '<name:John_Smith>', {
    To: 'isbn:2983792873',
    From: '<http://www.example.com>;tag=3234233',
  }),
  options('bext01', 'sip:user@example.com', {
    Require: 'nothingSupportsThis, nothingSupportsThisEither',
    'Proxy-Require': 'noProxiesSupportThis',
  }),
  invite('invut', { 'Content-Type': 'application/unknownformat' }),
  register('regaut01', '<sip:j.user@host.example.com>', {
    Authorization: 'NoOneKnowsThisScheme opaque-data=here',
  }),
  message(
    'multi01',
    [
      ...request('INVITE', 'sip:user@company.com', 'multi01'),
      'CSeq: 59 INVITE',
      'Call-ID: multi01.98asdh@192.0.2.2',
      'From: <sip:other@example.net>;tag=other',
      'To: <sip:watson@example.com>',
      'Max-Forwards: 5',
      'Contact: <sip:other@example.net>',
    ],
    sdp,
  ),
  message(
    'mcl01',
    [...request('OPTIONS', 'sip:user@example.com', 'mcl01', { 'Content-Length': '13' }), 'Content-Length: 5'],
    "There's no way to know how many octets are supposed to be here.",
  ),
  message('bcast', [
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
    'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
    'Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf',
    'CSeq: 35 INVITE',
    'From: sip:user@example.com;tag=11141343',
    'To: sip:user@example.edu;tag=2229',
    'Content-Length: 0',
  ]),
  options('zeromf', 'sip:user@example.com', { 'Max-Forwards': '0' }),
  register('cparam01', 'sip:+19725552222@gw1.example.net;unknownparam'),
  register('cparam02', '<sip:+19725552222@gw1.example.net;unknownparam>'),
  register('regescrt', '<sip:user@example.com?Route=%3Csip:sip.example.com%3E>'),
  invite('sdp01', { Accept: 'text/nobodyKnowsThis' }),
  message(
    'inv2543',
    [
      'INVITE sip:UserB@example.com SIP/2.0',
      'Via: SIP/2.0/UDP iftgw.example.com',
      'From: <sip:+13035551111@ift.client.example.net;user=phone>',
      'Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>',
      'To: sip:+16505552222@ss1.example.net;user=phone',
      'Call-ID: inv2543.1717@ift.client.example.com',
      'CSeq: 56 INVITE',
      'Content-Type: application/sdp',
    ],
    sdp,
  ),
];

export const torture: readonly TortureMessage[] = [...valid, ...invalid, ...refused];
