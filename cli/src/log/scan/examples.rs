//! The table of what counts as a code and what does not, and that no way of reading changes it.

use std::io::Read;

use cloudreve_error_codes::{Class, ErrorCode};
use proptest::prelude::*;

use super::{LEAD, REACH, Stream};

/// What counts: a text, and the codes in it.
const EXAMPLES: &[(&str, &[i64])] = &[
    // JSON, and objects as other languages print them
    (r#"{"code":40016,"msg":"Path not exist"}"#, &[40016]),
    (r#"{"code": 40016}"#, &[40016]),
    (r#"{ "code" : 40016 }"#, &[40016]),
    ("\t\"code\":\t40016,\n\t\"msg\": \"\"", &[40016]),
    (r#"{"code":404,"msg":"Not found"}"#, &[404]),
    (r#"{"Code":203,"Msg":""}"#, &[203]),
    ("{'code': 401, 'msg': 'Login required'}", &[401]),
    (r#"{"code":40999}"#, &[40999]),
    (r#"{"code":59999}"#, &[59999]),
    (r#"{"code":40016"#, &[40016]),
    (
        r#"{"code":40081,"aggregated_error":{"cloudreve://my/a":{"code":40073},"b":{"code":404}}}"#,
        &[40081, 40073, 404],
    ),
    // JSON in a string of JSON, in one of that, and so on
    (r#"{"body":"{\"code\":40016,\"msg\":\"\"}"}"#, &[40016]),
    (r#"{"log":"{\"body\":\"{\\\"code\\\":40016}\"}"}"#, &[40016]),
    (r#"\\\\\\\"code\\\\\\\" : 40016"#, &[40016]),
    (r#"\"code\":404,"#, &[404]),
    (r"\u0022code\u0022:40016", &[40016]),
    (r#""msg":"failed\ncode: 40016\nretry""#, &[40016]),
    // HTML
    ("{&quot;code&quot;:40016,&quot;msg&quot;:&quot;&quot;}", &[40016]),
    ("{&#34;code&#34;:403}", &[403]),
    ("{&amp;quot;code&amp;quot;:403}", &[403]),
    // logfmt and text
    ("level=error code=40016 cid=7", &[40016]),
    ("path=/x code=40016", &[40016]),
    ("code = 40016", &[40016]),
    ("failed with code: 40016", &[40016]),
    ("failed with error code: 40016", &[40016]),
    ("Error Code 7, Code: 40016", &[40016]),
    (r#"code: 40089, msg: "Insufficient scope""#, &[40089]),
    (r#"msg="code: 40016""#, &[40016]),
    ("Lock Conflict (code: 40073)", &[40073]),
    ("Lock Conflict (code: 40073): /a [correlation id 4d2f]", &[40073]),
    ("it says code: 40016.", &[40016]),
    ("it says code: 40016. Then it stops", &[40016]),
    ("code: 40016...", &[40016]),
    ("code: 40016, 40017", &[40016]),
    ("code: 40016; code: 40017", &[40016, 40017]),
    ("<code>code:40016</code>", &[40016]),
    ("error.code=40016", &[40016]),
    ("错误code:40016，路径不存在", &[40016]),
    ("zip code 7 (code: 40016)", &[40016]),
    ("unzip code: 40016", &[40016]),
    ("exit\ncode: 40016", &[40016]),
    ("status: code=40016", &[40016]),
    (r#""status code" says code=40016"#, &[40016]),
    // Go
    ("{Code:40016 Msg:Path not exist Data:<nil>}", &[40016]),
    ("&{Code:404 Msg:}", &[404]),
    ("serializer.Response{Code:404, Data:interface {}(nil)}", &[404]),
    ("{Msg:locked Code:40073}", &[40073]),
    ("ApiError { code: 40016, msg: \"\" }", &[40016]),
    // colors, as they are and made visible
    ("\x1b[3mcode\x1b[0m\x1b[2m=\x1b[0m40016 \x1b[3mcid\x1b[0m", &[40016]),
    ("\x1b[34;1m\"code\"\x1b[0m\x1b[1;39m:\x1b[0m \x1b[0;39m40016\x1b[0m", &[40016]),
    ("\"\x1b[38;5;81mcode\x1b[0m\": \x1b[35m404\x1b[m\x1b[K", &[404]),
    (r"\u001b[3mcode\u001b[0m\u001b[2m=\u001b[0m40016", &[40016]),
    ("#033[3mcode#033[0m=40016", &[40016]),
    ("^[[3mcode^[[0m=40016^[[0m", &[40016]),
    // names
    (r#"{"code":"LockConflict"}"#, &[40073]),
    (r#"{"code":"CodeLockConflict"}"#, &[40073]),
    (r#"{"code":"CodeQQNotLinked"}"#, &[40068]),
    (r#"{\"code\":\"NotFound\"}"#, &[404]),
    ("code='LockConflict'", &[40073]),
    ("code=LockConflict cid=7", &[40073]),
    ("\x1b[3mcode\x1b[0m\x1b[2m=\x1b[0mLockConflict", &[40073]),
    ("ApiError { code: LockConflict, msg: \"\" }", &[40073]),
    ("code=CodeLockConflict.", &[40073]),
    // as other languages print them
    ("{\u{201c}code\u{201d}:404,\"msg\":\"x\"}", &[404]),
    ("{\u{201c}code\u{201c}:40016}", &[40016]),
    (r#"{"code"=>404, "msg"=>"x"}"#, &[404]),
    ("{'code' => 40016}", &[40016]),
    ("{:code=>40016, :msg=>\"Path not exist\"}", &[40016]),
    ("    [code] => 40016", &[40016]),
    (r#"  ["code"]=> 40016"#, &[40016]),
    ("INFO Path not exist Code:=40016 Data:=\"\"", &[40016]),
    ("delete failed: code(40073), unlocking", &[40073]),
    ("API error (code 40051): x", &[40051]),
    ("API error (error code 40051): x", &[40051]),
    ("{:code 40016, :msg \"x\"}", &[40016]),
    ("#{code => 40016, msg => <<\"x\">>}", &[40016]),
    ("code=>40016", &[40016]),
    ("<response><code>40016</code><msg>x</msg></response>", &[40016]),
    ("  <Code> 40016</Code>", &[40016]),
    // in the type of a value
    ("ApiError(code: Optional(40016), message: Optional(\"x\"))", &[40016]),
    (r#"["code": Optional(401), "msg": Optional("x")]"#, &[401]),
    ("ApiError { code: Some(40016), msg: \"x\" }", &[40016]),
    ("ApiError { code: Some(404), msg: \"x\" }", &[404]),
    (r#"Object {"code": Number(404), "msg": String("x")}"#, &[404]),
    (r#"["code"]=> int(40016) ["msg"]=> string(1) "x""#, &[40016]),
    ("map[code:%!s(float64=40016) msg:x]", &[40016]),
    ("{\"code\" : NumberInt(40016)}", &[40016]),
    // three digits in parentheses, or beside a `msg`
    ("Login required (code: 401)", &[401]),
    ("Login required (code=401): x", &[401]),
    ("{code: 403, msg: 'x', correlation_id: 'y'}", &[403]),
    ("{msg: 'a (b)', code: 404}", &[404]),
    ("{code: 203, data: {a: (1)}, msg: }", &[203]),
    ("ApiEnvelope(code=401, data=null, msg=x, message=)", &[401]),
    ("map[code:404 msg:x]", &[404]),
    // not set
    (r#"{"code":-1,"msg":""}"#, &[-1]),
    (r#"{"code": -1, "data": null, "msg": ""}"#, &[-1]),
    (r#"{"code":-1,"aggregated_error":{"a":{"code":-1,"msg":"x"}},"msg":""}"#, &[-1, -1]),
    ("{\n  \"code\": -1,\n  \"msg\": \"\"", &[-1]),
    ("{\n  \"code\": -1,\r\n  \"msg\": \"\"", &[-1]),
    (r#"body={\"code\":-1,\"msg\":\"x\"}"#, &[-1]),
    (r#""text": "{\n  \"code\": -1,\n  \"msg\": \"\"}""#, &[-1]),
    ("{&quot;code&quot;:-1,&quot;msg&quot;:&quot;&quot;}", &[-1]),
    // numbers that no key names
    ("failed get objs: failed to list objs: 40006: Storage policy not exist", &[40006]),
    ("upload failed: 40011: ", &[40011]),
    ("上传失败：40011：x", &[40011]),
    ("failed: 40016: ParentDirectoryDoesNotExist", &[40016]),
    ("40073: LockConflict", &[40073]),
    ("[40073: CodeLockConflict]", &[40073]),
    ("docs/a.docx (40004: ObjectAlreadyExists)", &[40004]),
    ("IllegalStateException: upload error (40011): Cloudreve API error", &[40011]),
    ("PUT /api/v4/file failed (40011)", &[40011]),
    ("Cloudreve API PUT /api/v4/file/source 失败：40014", &[40014]),
    ("error: POST /api/v4/file: 40014\r\nx", &[40014]),
    ("failed: \x1b[31m40006\x1b[0m: x", &[40006]),
    // lists
    (r#"{"error":"invalid_scope","error_codes":[40089]}"#, &[40089]),
    (r#"{"error_codes": [40089, 404, 7, 400011, 40073], "n": [40016]}"#, &[40089, 404, 40073]),
    (r#"{\"error_codes\":[40089,40073]}"#, &[40089, 40073]),
    ("\"error_codes\": [\r\n    40089,\r\n    40073\r\n],", &[40089, 40073]),
    (r#"\"error_codes\": [\n    40089,\n    40073\n]"#, &[40089, 40073]),
    ("error_codes=[40089 40073]", &[40089, 40073]),
    ("error_codes: [404, 40073]", &[40073]),
    ("\"error_codes\": [\n40089],\n\"x\": [40016]", &[40089]),
    ("error_codes=[40016,\n40073 ms", &[40016]),
    (
        r#""error_codes": [40016,
40073 ms"#,
        &[40016],
    ),
    (r#"{"error":"invalid code","error_codes":[40020],"correlation_id":"x"}"#, &[40020]),
    (
        "{\"error_description\":\"AADSTS50011\"}\n{\"error_codes\":[50011]}\n{\"trace_id\":\"x\"}",
        &[50011],
    ),
    (r#""error_codes":["LockConflict",40016]"#, &[40073, 40016]),
    (r#""error_codes":["x"],"code":40016"#, &[40016]),
    // beside bytes that are no text
    ("\0code: 40016\0", &[40016]),
];

/// What does not count.
const COUNTER_EXAMPLES: &[&str] = &[
    // bare numbers
    "40016",
    "took 40016 ms",
    "listening on :40016",
    "[Error] 40073 Lock Conflict",
    "/s/40016-b1/40073.txt",
    // other keys
    r#"{"error_code":40016}"#,
    r#"{"statusCode":40016}"#,
    r#"{"codes":40016}"#,
    r#"{"codec":40016}"#,
    r#"{"promo code":40016}"#,
    r#"{"code ":40016}"#,
    r#"{"CODE":40016}"#,
    r#"{"error_codes":40016}"#,
    r#"{"my_error_codes":[40016]}"#,
    "error_code=40016",
    "errorCode=40016",
    "écode=40016",
    "barcode: 40016",
    "mode=40016 node: 40016 Unicode: 40016",
    "error_\x1b[01;31mcode\x1b[m=40016",
    "code 40016",
    "code=>>40016",
    "code==>40016",
    "code==40016",
    "code:==40016",
    "code=:40016",
    "code:\n40016",
    "code\n:40016",
    // other people's codes
    "zip code: 40016",
    "ZIP Code: 40016",
    "zip-code: 40016",
    "zip.code: 40016",
    "postal  code=40016",
    "exit code: 40016",
    "(exit code: 40016)",
    "exit \x1b[3mcode\x1b[0m=40016",
    "\x1b[1mexit\x1b[0m code=40016",
    r"\u001b[1mexit\u001b[0m code=40016",
    "\x1b[1mexit code=40016",
    "status code: 40016",
    "Status\tCode: 40016",
    "http.status.code=40016",
    "verification code: 40016",
    "captcha code: 40016",
    "security code: 40016",
    "Source Code: 40016",
    "{Status Code:404}",
    // parameters of URLs
    "/callback?code=40016&state=1",
    "/callback?state=1&code=40016",
    "/callback?state=1&amp;code=40016",
    "/callback?state=1&#38;code=40016",
    "redirect=%2Fcallback%3Fstate%3D1%26code=40016",
    r"/callback?state=1\u0026code=40016",
    // values that are no whole numbers, or more
    r#"{"code":"40016"}"#,
    r#"{"code":"itemNotFound"}"#,
    r#"{"code":"lockconflict"}"#,
    r#"{"code":"LockConflict2"}"#,
    r#"{"code":"LockConflict\"}"#,
    r#"{"code":LockConflict}"#,
    r#"code: "40001""#,
    "code='40016'",
    r#"{\"code\":\"40016\"}"#,
    "code: 400011",
    "code: 40016.5",
    "code: 40016abc",
    "code: 40016_7",
    "code: 40016-7",
    "code: 40016é",
    "code: 40016.example",
    "code: 0x40016",
    "code: -40016",
    "code: +40016",
    "code: 040016",
    "code: 4001",
    "code: 00404",
    r#"{"code":40016.0}"#,
    r#"{"code":40016e3}"#,
    r#"{"code":null}"#,
    // numbers of no class
    r#"{"code":0,"data":{}}"#,
    r#"{"code":-1}"#,
    r#"{"code":-1,"message":"x"}"#,
    r#"{"code":-1 }"#,
    r#"{"code":-11,"msg":""}"#,
    r#"{"code":-1.5,"msg":""}"#,
    r#"{"code":-32602,"message":"x"}"#,
    "{'code': -1, 'msg': ''}",
    "code=-1, msg=x",
    "-1：Error",
    r#"{"error_codes":[-1,-40016]}"#,
    // numbers that no key names, of other things
    "ERROR:  40001: could not serialize access due to concurrent update",
    "PostgresException (0x80004005): 40001: could not serialize access",
    "failed: 40001: restart transaction: x",
    "Error 1213 (40001): Deadlock found when trying to get lock",
    "ERROR: x (SQLSTATE 40001)",
    "port: 40016: in use",
    "exit code: 40016: x",
    "error_code: 40016: x",
    "userId: 40016: x",
    "failed: 40999: x",
    "failed: 40016 : x",
    "failed: 40016:x",
    "failed:40016: x",
    "read tcp 127.0.0.1:40016: i/o timeout",
    "40016: x",
    "40016: LockConflict",
    "at line 40016: TypeError",
    "(40016: x)",
    "(40016: TypeError: x)",
    "x(40016: ObjectExists)",
    "E/CloudreveUpload(40016): Cloudreve API error",
    "cloudreve[40016]: Cloudreve API error",
    "Cloudreve API error [40016]",
    "failed (40016)",
    "failed: 40016",
    "GET /api/v4/file (40016)",
    "GET /api/v4/file failed, length: 40016",
    "/api/v4/file/40016 failed",
    "https://x.example:40016/api/v4/file failed",
    "/api/v4/file failed: 40016 ms",
    // lists of Microsoft
    r#"{"error_description":"AADSTS50011: x","error_codes":[50011],"correlation_id":"x"}"#,
    r#"{"error_codes":[50011],"trace_id":"x"}"#,
    "{\n\"error_description\":\"AADSTS50011: x\",\n\"error_codes\":[\n50011\n]}",
    r#"{"code":200}"#,
    r#"{"code":400}"#,
    r#"{"code":500}"#,
    r#"{"code":12345}"#,
    r#"{"code":60000}"#,
    // three digits
    "code: 404",
    "code=403",
    "(status code: 401)",
    "(error code: 401)",
    "(code: 401 x)",
    "(code: 507)",
    "(code 401)",
    "code(401)",
    "{code: 404}",
    "{code: 404, message: 'x'}",
    "{code: 404} msg: x",
    "code: 404, msg: x",
    "code=NotFound",
    "rpc error: code = NotFound desc = x",
    "rpc error: code = InvalidArgument desc = x",
    "code=lockconflict",
    "code=LockConflict2",
    "exited with code 40016",
    "(exit code 40016)",
    "exit code(40016)",
    "code(40016",
    "code(LockConflict)",
    "(code 40016",
    "{Code: 404}",
    "{Code=404}",
    "Code:404",
    "{Code:404kB}",
    "code='NotFound'",
    // in the type of a value
    "Optional(40016)",
    "code: Optional(404)",
    "code: Optional(nil)",
    "code: Optional(40016",
    "code: Optional(40016, 1)",
    "code: Optional(400161)",
    "code: Optional(LockConflict)",
    "code: Errno(40016)",
    "exit code: Some(40016)",
    "exit code => 40016",
    // elements and symbols
    "<code>40016",
    "<code>40016</pre>",
    "<code>40999</code>",
    "<code>404</code>",
    "<code>x 40016</code>",
    "<codes>40016</code>",
    "<b>code>40016</code>",
    "<code=40016>",
    "<Code>NoSuchKey</Code>",
    ":code 40999",
    ":code 404",
    "{:code \"40016\"}",
    "x:code 40016",
    "{:zip-code 40016}",
];

/// Reads with as many bytes at a time as `sizes` says, over and over.
struct Parts<'a> {
    rest: &'a [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl<'a> Parts<'a> {
    fn new(rest: &'a [u8], sizes: &[usize]) -> Self {
        Self { rest, sizes: sizes.to_vec(), turn: 0 }
    }
}

impl Read for Parts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(buffer.len()).min(self.rest.len());
        self.turn += 1;
        buffer[..size].copy_from_slice(&self.rest[..size]);
        self.rest = &self.rest[size..];
        Ok(size)
    }
}

/// The codes, each with its offset; and the bytes as they come out again.
fn scan(text: &[u8], sizes: &[usize]) -> (Vec<(i64, u64)>, Vec<u8>) {
    let mut source = Parts::new(text, sizes);
    let mut stream = Stream::new(text.len().clamp(1, 1 << 20));
    let (mut hits, mut copy) = (Vec::new(), Vec::new());
    while !stream.has_ended() {
        if stream.read_from(&mut source).unwrap() == 0 {
            stream.end();
        }
        while let Some(hit) = stream.next_hit() {
            hits.push((hit.code.get(), hit.offset));
        }
        assert_eq!(stream.offset(), copy.len() as u64);
        copy.extend_from_slice(stream.bytes());
        stream.take_all_but(0);
    }
    (hits, copy)
}

fn codes(text: &[u8], sizes: &[usize]) -> Vec<i64> {
    scan(text, sizes).0.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn what_counts_is_found() {
    for (text, expected) in EXAMPLES {
        assert_eq!(codes(text.as_bytes(), &[usize::MAX]), *expected, "{text}");
    }
}

#[test]
fn what_does_not_count_is_passed_over() {
    for text in COUNTER_EXAMPLES {
        assert_eq!(codes(text.as_bytes(), &[usize::MAX]), [0; 0], "{text}");
    }
}

#[test]
fn neither_depends_on_what_comes_before_and_after_on_other_lines() {
    let counter_examples = COUNTER_EXAMPLES.iter().map(|text| (*text, [].as_slice()));
    for (text, expected) in EXAMPLES.iter().copied().chain(counter_examples) {
        for other in ["\n", "\r\n", "zip\n", "{\"code\":\n", "40016\n", "\\\"\n"] {
            let text = format!("{other}{text}\n{other}");
            assert_eq!(codes(text.as_bytes(), &[usize::MAX]), expected, "{text}");
        }
    }
}

#[test]
fn every_split_into_two_reads_finds_the_same() {
    for text in EXAMPLES.iter().map(|(text, _)| text).chain(COUNTER_EXAMPLES) {
        let whole = scan(text.as_bytes(), &[usize::MAX]);
        assert_eq!(scan(text.as_bytes(), &[1]), whole, "{text}");
        for split in 1..text.len() {
            assert_eq!(scan(text.as_bytes(), &[split, usize::MAX]), whole, "{text} at {split}");
        }
    }
}

#[test]
fn every_known_code_is_found_as_number_name_and_constant_and_where_it_stands() {
    for code in ErrorCode::ALL {
        let number = i64::from(code.as_u32());
        for value in [
            code.as_u32().to_string(),
            format!("{:?}", code.name()),
            format!("{:?}", code.constant()),
        ] {
            let text = format!("{{\"msg\":\"\",\"code\":{value}}}");
            let offset = text.find(&value).unwrap() as u64;
            assert_eq!(scan(text.as_bytes(), &[usize::MAX]).0, [(number, offset)]);
        }
    }
}

#[test]
fn the_library_prints_what_is_found_again() {
    for code in ErrorCode::ALL {
        let expected = [i64::from(code.as_u32())];
        assert_eq!(codes(code.to_string().as_bytes(), &[usize::MAX]), expected, "{code}");
    }
}

#[test]
fn of_all_numbers_those_with_a_class_count_and_of_three_digits_the_known_ones() {
    for number in 0..=100_000_i64 {
        let counts = match Class::of(number) {
            Some(Class::App4xxxx | Class::App5xxxx) => true,
            Some(_) => ErrorCode::try_from(number).is_ok(),
            None => false,
        };
        let expected = if counts { vec![number] } else { vec![] };
        let text = format!("{{\"code\":{number}}}");
        assert_eq!(codes(text.as_bytes(), &[usize::MAX]), expected, "{number}");
    }
}

#[test]
fn json_may_be_escaped_up_to_eleven_times() {
    let mut text = r#"{"code":40073}"#.to_owned();
    for times in 0..=11 {
        assert_eq!(codes(text.as_bytes(), &[usize::MAX]), [40073], "escaped {times} times");
        assert_eq!(codes(text.as_bytes(), &[1000]), [40073], "escaped {times} times");
        text = serde_json::to_string(&text).unwrap();
    }
}

#[test]
fn what_is_farther_than_the_reach_does_not_count_however_it_is_read() {
    for distance in [REACH - 20, REACH - 8, REACH - 7, REACH - 6, REACH, 3 * REACH] {
        let text = format!("code:{:distance$}40016", "");
        let whole = codes(text.as_bytes(), &[usize::MAX]);
        assert_eq!(whole.len(), usize::from(distance < REACH - 8), "{distance}");
        for sizes in [&[1000][..], &[REACH], &[4095, 4097]] {
            assert_eq!(codes(text.as_bytes(), sizes), whole, "{distance}");
        }
    }
}

#[test]
fn a_list_may_be_as_long_as_the_reach() {
    let elements = vec!["40016"; REACH].join(", ");
    let text = format!("\"error_codes\": [{elements}]");
    let expected = vec![40016; REACH.div_ceil("40016, ".len())];
    assert_eq!(codes(text.as_bytes(), &[usize::MAX]), expected);
    assert_eq!(codes(text.as_bytes(), &[700]), expected);
}

#[test]
fn a_list_ends_at_the_reach_however_much_was_read_before_it() {
    let elements = vec!["40016"; REACH].join(", ");
    let text = format!("{}\"error_codes\": [{elements}]", "x\n".repeat(REACH));
    let whole = codes(text.as_bytes(), &[usize::MAX]);
    assert_eq!(whole.len(), REACH.div_ceil("40016, ".len()));
    for sizes in [&[700][..], &[REACH], &[4095, 4097]] {
        assert_eq!(codes(text.as_bytes(), sizes), whole, "{sizes:?}");
    }
}

#[test]
fn a_line_within_a_list_has_its_code_wherever_the_scanner_began_before_it() {
    let line = "  40016,\n";
    let list = format!("\"error_codes\": [\n{}]", line.repeat(REACH / line.len() + 2));
    let text = format!("{}{list}", "x\n".repeat(2 * REACH));
    let all = scan(text.as_bytes(), &[usize::MAX]).0;
    assert_eq!(all.len(), REACH.div_ceil(line.len()));
    for start in all.iter().map(|(_, offset)| offset - 2) {
        let from = start - LEAD as u64;
        let rest = &text.as_bytes()[usize::try_from(from).unwrap()..];
        let found = scan(rest, &[usize::MAX]).0.into_iter();
        let found: Vec<_> = found.map(|(code, offset)| (code, from + offset)).collect();
        let expected = all.iter().filter(|(_, offset)| *offset >= start).copied();
        let found = found.into_iter().filter(|(_, offset)| *offset >= start);
        assert!(found.eq(expected), "{start}");
    }
}

/// Texts made of what the grammar is made of.
fn scraps() -> impl Strategy<Value = Vec<u8>> {
    let scrap = prop::sample::select(vec![
        "code",
        "Code",
        "\"code\":",
        "code=",
        "code: 40016",
        "\"error_codes\": [",
        "error_codes",
        "ode",
        "\"",
        "\\",
        "\\\"",
        "&quot;",
        ":",
        "=",
        " ",
        "\t",
        "\n",
        "\r\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        "40016",
        "404",
        "0",
        "5",
        ".",
        "-",
        "_",
        "a",
        "\x1b[3m",
        "\x1b[",
        "\\u001b[0m",
        "LockConflict",
        "-1",
        "-1,\"msg\"",
        "msg",
        "(",
        ")",
        "=>",
        "Optional(",
        "int(",
        "<code>",
        "</code>",
        ":code ",
        "40016: ",
        ": 40016",
        "/api/v4/ failed",
        "AADSTS",
        "\u{201c}",
        "zip",
        "exit",
        "?",
        "&",
        "é",
        "错",
        "\u{0}",
    ]);
    prop_oneof![
        8 => prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn any_way_of_reading_finds_the_same(
        text in scraps(), sizes in prop::collection::vec(1_usize..12, 1..6)
    ) {
        let whole = scan(&text, &[usize::MAX]);
        prop_assert_eq!(&whole.1, &text);
        prop_assert_eq!(scan(&text, &sizes), whole);
    }

    #[test]
    fn every_hit_is_a_number_or_a_quote_that_stands_in_the_text(text in scraps()) {
        for (code, offset) in scan(&text, &[usize::MAX]).0 {
            let rest = &text[usize::try_from(offset).unwrap()..];
            let is_number = rest.starts_with(code.to_string().as_bytes());
            let is_name = rest[0].is_ascii_uppercase();
            prop_assert!(is_number || is_name || matches!(rest[0], b'"' | b'\'' | b'\\' | b'&' | 0xe2));
        }
    }
}
