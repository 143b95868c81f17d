import 'dart:convert';
import 'dart:io';

import 'cloudreve.dart';

/// Answers each response on a line of standard input with what an app would do.
Future<void> main() async {
  final lines = stdin.transform(utf8.decoder).transform(const LineSplitter());
  await for (final line in lines) {
    stdout.writeln(decide(line));
  }
}

/// What to do after an answer.
String decide(String body) {
  try {
    final answer = Response.fromJson(jsonDecode(body), (data) => data);
    final error = answer.error;
    return error == null ? 'done' : decideOnError(error.effective);
  } on FormatException {
    return 'no answer of the server';
  }
}

/// What to do after an error.
String decideOnError(ResponseException error) {
  final session = error.secondFactorSession;
  final remedy = error.code.remedy;
  if (error.lockConflicts.isNotEmpty) {
    return decideOnLocks(error.lockConflicts);
  }
  if (session != null) return 'ask for the second factor of $session';
  if (remedy == Remedy.signIn) return 'sign in';
  if (error.code.isRetryable) return 'try again';
  if (remedy != null) return '$remedy: $error';
  final errorClass = error.code.errorClass?.toString() ?? 'none';
  return 'class $errorClass: $error';
}

/// What to do about locks that are in the way.
String decideOnLocks(List<LockConflict> locks) {
  final holders = locks.map((lock) => lock.application).join(', ');
  final tokens = locks.map((lock) => lock.token).whereType<String>().join(', ');
  if (tokens.isEmpty) return 'held by $holders: wait';
  return 'held by $holders: ask whether to unlock $tokens';
}
