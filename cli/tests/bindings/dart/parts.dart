import 'dart:convert';
import 'dart:io';

import 'cloudreve.dart';

/// Reads answers and URIs. A line that starts with `{` is an answer, any other
/// a URI: it prints the code of its part in the last answer, or `none`.
Future<void> main() async {
  final lines = stdin.transform(utf8.decoder).transform(const LineSplitter());
  var failed = ResponseException(ResponseCode.notSet);
  await for (final line in lines) {
    if (line.startsWith('{')) {
      failed = ResponseException.fromJson(jsonDecode(line));
    } else {
      stdout.writeln(failed.part(line)?.code.value ?? 'none');
    }
  }
}
