//! In the logs of other programs `--infer` finds nothing, whatever they have in common with Cloudreve's.

#![allow(missing_docs)]

mod support;

use support::{run_with, stdout};

/// Lines as these programs write them.
const LINES: &str = r#"
[    0.000000] Linux version 6.8.0-45-generic (buildd@host) (gcc 13.2.0) #45-Ubuntu SMP PREEMPT_DYNAMIC
[40016.123456] EXT4-fs error (device sdb1): ext4_lookup:1855: inode #40073: comm cloudreve: deleted inode referenced: 50004
[ 8714.000001] Out of memory: Killed process 40016 (cloudreve) total-vm:400730kB, anon-rss:50004kB, file-rss:0kB
[ 8715.000001] I/O error, dev sda, sector 40016 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2
[ 8716.000001] nvme nvme0: I/O 203 QID 4 timeout, aborting
[ 8717.000001] usb 1-1: device descriptor read/64, error -71
[ 8718.000001] TCP: request_sock_TCP: Possible SYN flooding on port 40073. Sending cookies.
[ 8719.000001] audit: type=1400 audit(1751356800.401:40016): apparmor="DENIED" operation="open" profile="docker-default" name="/data/a" pid=40073
Mar 04 05:06:07 host kernel: blk_update_request: critical space allocation error, dev dm-0, sector 40051
2026/03/04 05:06:07 [error] 401#401: *40016 open() "/srv/www/a.html" failed (2: No such file or directory), client: 192.0.2.1, server: _, request: "GET /a.html HTTP/1.1", host: "drive.example.org"
2026/03/04 05:06:07 [crit] 404#404: *1 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 192.0.2.1
2026/03/04 05:06:07 [error] 31#31: *2 connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://127.0.0.1:5212/api/v4/file"
2026/03/04 05:06:07 [warn] 31#31: *3 a client request body is buffered to a temporary file /var/cache/nginx/client_temp/0000040016
2026/03/04 05:06:07 [error] 31#31: *4 client intended to send too large body: 400730000 bytes
2026/03/04 05:06:07 [error] 31#31: *5 access forbidden by rule, client: 192.0.2.1
2026/03/04 05:06:07 [error] 31#31: *6 user "me": password mismatch, client: 192.0.2.1
2026/03/04 05:06:07 [error] 31#31: *7 upstream prematurely closed connection while reading response header from upstream
192.0.2.1 - - [04/Mar/2026:05:06:07 +0000] "PUT /api/v4/file/upload/40016/0 HTTP/2.0" 401 40073 "-" "Mozilla/5.0"
[Wed Mar 04 05:06:07.000000 2026] [authz_core:error] [pid 40016] [client 192.0.2.1:40073] AH01630: client denied by server configuration: /srv
[Wed Mar 04 05:06:07.000000 2026] [proxy:error] [pid 9] (111)Connection refused: AH00957: HTTP: attempt to connect to 127.0.0.1:5212 failed
2026-03-04 05:06:07.000 UTC [40016] ERROR:  duplicate key value violates unique constraint "users_email_key"
2026-03-04 05:06:07.000 UTC [40016] DETAIL:  Key (email)=(me@example.org) already exists.
2026-03-04 05:06:07.000 UTC [40016] FATAL:  password authentication failed for user "cloudreve"
2026-03-04 05:06:07.000 UTC [40016] FATAL:  role "cloudreve" does not exist
2026-03-04 05:06:07.000 UTC [40016] ERROR:  permission denied for table users
2026-03-04 05:06:07.000 UTC [40016] ERROR:  could not serialize access due to read/write dependencies among transactions
2026-03-04 05:06:07.000 UTC [40016] ERROR:  relation "settings" does not exist at character 15
2026-03-04 05:06:07.000 UTC [40016] ERROR:  deadlock detected
2026-03-04 05:06:07.000 UTC [40016] LOG:  could not receive data from client: Connection reset by peer
2026-03-04 05:06:07.000 UTC [40016] ERROR:  canceling statement due to lock timeout
2026-03-04T05:06:07.000000Z 40016 [ERROR] [MY-010119] [Server] Aborting
2026-03-04T05:06:07.000000Z 9 [Warning] [MY-013360] [Server] Plugin mysql_native_password reported: 'deprecated'
ERROR 1045 (28000): Access denied for user 'cloudreve'@'localhost' (using password: YES)
ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction
1:C 04 Mar 2026 05:06:07.000 # Failed opening the temp RDB file temp-1.rdb (in server root dir /data) for saving: Permission denied
1:M 04 Mar 2026 05:06:07.000 # MISCONF Errors writing to the AOF file: No space left on device
1:M 04 Mar 2026 05:06:07.000 * Background saving started by pid 40016
1:M 04 Mar 2026 05:06:07.000 # Error condition on socket for SYNC: Connection refused
(error) NOAUTH Authentication required.
(error) WRONGPASS invalid username-password pair or user is disabled.
Mar 04 05:06:07 host systemd[1]: cloudreve.service: Main process exited, code=exited, status=203/EXEC
Mar 04 05:06:07 host systemd[1]: cloudreve.service: Failed with result 'exit-code'.
Mar 04 05:06:07 host systemd[1]: Failed to start cloudreve.service - Cloudreve.
Mar 04 05:06:07 host systemd[1]: cloudreve.service: Failed to locate executable /srv/cloudreve: No such file or directory
Mar 04 05:06:07 host systemd[40016]: Failed to open file: Permission denied
Mar 04 05:06:07 host sshd[40073]: Failed password for invalid user admin from 192.0.2.1 port 40016 ssh2
Mar 04 05:06:07 host sudo[9]: pam_unix(sudo:auth): authentication failure; logname= uid=1000
Mar 04 05:06:07 host CRON[9]: (root) CMD (/usr/bin/backup)
Mar 04 05:06:07 host dockerd[9]: time="2026-03-04T05:06:07.000000000Z" level=error msg="Handler for POST /v1.45/containers/create returned error: Conflict. The container name \"/cloudreve\" is already in use"
time="2026-03-04T05:06:07.000000000Z" level=warning msg="failed to read oom_kill event" error="open /sys/fs/cgroup/memory.events: no such file or directory"
time="2026-03-04T05:06:07.000000000Z" level=error msg="failed to create shim task" error="context deadline exceeded: unknown"
Error response from daemon: No such container: cloudreve
Error response from daemon: pull access denied for cloudreve, repository does not exist or may require 'docker login': denied
cloudreve-1 exited with code 203
E0304 05:06:07.000000       1 reflector.go:138] k8s.io/client-go: Failed to watch *v1.Secret: unauthorized
W0304 05:06:07.000000       1 controller.go:40] failed to sync: secret "cloudreve" not found
{"level":"error","ts":1751356800.4,"logger":"http.log.error","msg":"dial tcp 127.0.0.1:5212: connect: connection refused","request":{"method":"GET"},"status":502}
{"level":"error","msg":"invalid token","component":"traefik","time":"2026-03-04T05:06:07Z"}
ERRO[0001] failed to dial gRPC: rpc error: code = Unavailable desc = connection error
rpc error: code = PermissionDenied desc = user not found
2026-03-04 05:06:07.000  ERROR 40016 --- [nio-8080-exec-1] o.a.c.c.C.[.[.[/].[dispatcherServlet] : Servlet.service() threw exception: File not found
java.nio.file.AccessDeniedException: /data/a.bin: Permission denied
Traceback (most recent call last): FileNotFoundError: [Errno 2] No such file or directory: '/data/40016'
PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /srv/a.php:203
[Info] 2026-03-04 service started, user not found
panic: runtime error: invalid memory address or nil pointer dereference
[GIN] 2026/03/04 - 05:06:07 | 401 |     1.2ms |  192.0.2.1 | POST     "/api/v1/login"
fatal: unable to access 'https://git.example.org/': The requested URL returned error: 403
CONFLICT (content): Merge conflict in a.txt
rsync: [sender] link_stat "/data/a" failed: No such file or directory (2)
rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1330)
2026/03/04 05:06:07 ERROR : a.bin: Failed to copy: googleapi: Error 403: User rate limit exceeded., userRateLimitExceeded
[#0D1E2F 203MiB/401MiB(50%) CN:16 DL:4.0MiB] errorCode=22 The response status is not successful. status=403
aria2c: errorCode=3 Resource not found
[download] Got error: HTTP Error 403: Forbidden. Retrying (1/10)
smbd[40016]: NT_STATUS_ACCESS_DENIED opening file a.bin
postfix/smtpd[40073]: NOQUEUE: reject: RCPT from unknown[192.0.2.1]: 554 5.7.1 Access denied
dovecot: imap-login: Login aborted: Connection closed (auth failed, 1 attempts): user=<me>
fail2ban.actions [40016]: NOTICE [sshd] Ban 192.0.2.1
mc: <ERROR> Unable to list folder. Access Denied.
API: PutObject(bucket=a) Error: disk path full (cmd.StorageErr)
"#;

#[test]
fn nothing_is_inferred_from_the_logs_of_other_programs() {
    let output = run_with(&["annotate", "--infer"], LINES.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let annotated = stdout(&output);
    let changed: Vec<_> =
        annotated.lines().zip(LINES.lines()).filter(|(now, then)| now != then).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(annotated, LINES);
}
