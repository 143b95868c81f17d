//! Chromium without a window, by the protocol of its developer tools.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// How long anything may take, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser of its own, with one page. It ends with this value.
pub struct Browser {
    process: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: Option<String>,
    calls: u64,
    events: Vec<Value>,
    _profile: TempDir,
}

impl Browser {
    pub fn start() -> Self {
        let profile = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut process = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-sync"])
            .args(["--disable-component-update", "--disable-dev-shm-usage"])
            .arg("--remote-debugging-port=0")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stderr(Stdio::piped())
            .spawn()
            .expect("chromium is on the PATH");
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .find_map(|line| Some(line.unwrap().split_once("DevTools listening on ")?.1.to_owned()))
            .expect("Chromium says where it listens");
        thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address).unwrap();
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        let mut browser = Self {
            process,
            socket,
            session: None,
            calls: 0,
            events: Vec::new(),
            _profile: profile,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let target = self.call("Target.createTarget", &json!({"url": "about:blank"}));
        let arguments = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call("Target.attachToTarget", &arguments);
        self.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), &json!({}));
        }
        self.call("Emulation.setFocusEmulationEnabled", &json!({"enabled": true}));
    }

    /// Calls a method of the protocol, and gives its result.
    pub fn call(&mut self, method: &str, arguments: &Value) -> Value {
        self.try_call(method, arguments).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn try_call(&mut self, method: &str, arguments: &Value) -> Result<Value, Value> {
        self.calls += 1;
        let id = self.calls;
        let mut call = json!({"id": id, "method": method, "params": arguments});
        if let Some(session) = &self.session {
            call["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(call.to_string())).unwrap();
        loop {
            let message = self.next();
            if message["id"] == id {
                let error = message.get("error").cloned();
                return error.map_or_else(|| Ok(message["result"].clone()), Err);
            }
            self.events.push(message);
        }
    }

    fn next(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// Opens an address, and waits until it has loaded.
    pub fn open(&mut self, url: &str) {
        // From elsewhere, so that an address that differs in its anchor alone is loaded too.
        for url in ["about:blank", url] {
            self.events.retain(|event| event["method"] != "Page.loadEventFired");
            self.call("Page.navigate", &json!({"url": url}));
            while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
                let event = self.next();
                self.events.push(event);
            }
        }
    }

    /// Makes it the browser of somebody who reads these languages, the best known first: `ja,en`.
    #[allow(dead_code)] // not every page depends on it
    pub fn speak(&mut self, languages: &str) {
        let agent = self.eval("navigator.userAgent");
        let arguments = json!({"userAgent": agent, "acceptLanguage": languages});
        self.call("Emulation.setUserAgentOverride", &arguments);
    }

    /// The value of an expression of JavaScript in the page, as a person's action.
    pub fn eval(&mut self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_eval(&mut self, expression: &str) -> Result<Value, Value> {
        let arguments = json!({
            "expression": expression,
            "returnByValue": true,
            "awaitPromise": true,
            "userGesture": true,
        });
        let result = self.try_call("Runtime.evaluate", &arguments)?;
        let fault = result.get("exceptionDetails").cloned();
        fault.map_or_else(|| Ok(result["result"]["value"].clone()), Err)
    }

    /// Waits until an expression is true, also of a page that the browser is on its way to: while it leaves another
    /// one there is no value.
    pub fn wait_for(&mut self, expression: &str) {
        let started = Instant::now();
        loop {
            let value = self.try_eval(expression);
            if value == Ok(Value::Bool(true)) {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "never true: {expression}: {value:?}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Types a text where the focus is.
    #[allow(dead_code)] // not every page is typed into
    pub fn insert(&mut self, text: &str) {
        self.call("Input.insertText", &json!({"text": text}));
    }

    /// Presses a key, such as `Enter`, or a character.
    #[allow(dead_code)] // not every page is typed into
    pub fn press(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            "ArrowDown" => 40,
            "ArrowUp" => 38,
            _ => key.chars().next().map_or(0, u32::from),
        };
        let text = match key {
            "Enter" => "\r",
            key if key.len() == 1 => key,
            _ => "",
        };
        let mut arguments = json!({"type": "keyDown", "key": key, "windowsVirtualKeyCode": code});
        if !text.is_empty() {
            arguments["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", &arguments);
        let arguments = json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code});
        self.call("Input.dispatchKeyEvent", &arguments);
    }

    /// Clicks in the middle of the first element that a selector finds.
    pub fn click(&mut self, selector: &str) {
        let place = self.eval(&format!(
            "(() => {{
                const element = document.querySelector({selector:?});
                element.scrollIntoView({{ block: 'center' }});
                const {{ left, top, width, height }} = element.getBoundingClientRect();
                return [left + width / 2, top + height / 2];
            }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let arguments = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.call("Input.dispatchMouseEvent", &arguments);
        }
    }

    /// Feigns a preference, such as `prefers-color-scheme`.
    pub fn prefer(&mut self, feature: &str, value: &str) {
        let features = json!({"features": [{"name": feature, "value": value}]});
        self.call("Emulation.setEmulatedMedia", &features);
    }

    /// Gives the window a size in pixels.
    pub fn resize(&mut self, width: u32, height: u32) {
        let arguments = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.call("Emulation.setDeviceMetricsOverride", &arguments);
    }

    /// What the page or the browser complained of so far.
    pub fn complaints(&self) -> Vec<String> {
        let complaints = self.events.iter().filter(|event| {
            let kind = &event["params"]["type"];
            match event["method"].as_str() {
                Some("Runtime.exceptionThrown" | "Log.entryAdded") => true,
                Some("Runtime.consoleAPICalled") => kind == "error" || kind == "warning",
                _ => false,
            }
        });
        complaints.map(ToString::to_string).collect()
    }

    /// The addresses of all that was asked for so far.
    pub fn requests(&self) -> Vec<String> {
        let sent =
            self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        let url = |event: &Value| event["params"]["request"]["url"].as_str().map(str::to_owned);
        sent.filter_map(url).filter(|url| url != "about:blank").collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
