import 'cloudreve.dart';

/// What the binding promises beside what the programs show. It needs no more
/// than the language, so that it runs on the web too.
void main() {
  successesAreRead();
  failuresAreThrown();
  locksAreRead();
  partsAreRead();
  whatIsNoAnswerIsRefused();
  codesAreValues();
  print('all hold');
}

/// What an endpoint promises as its data.
final class File {
  /// A file with that name.
  const File(this.name);

  /// Reads decoded JSON.
  factory File.fromJson(Object? json) {
    return File((json as Map<String, dynamic>)['name'] as String);
  }

  /// What it is called.
  final String name;
}

/// Successes have the data that was asked for, also where that is nothing.
void successesAreRead() {
  final file = success('{"name": "a"}', {'name': 'a'}, File.fromJson);
  check(file.name == 'a', 'a file');
  final files = success('a list', const [1, 2], (data) => data as List<int>);
  check(files.length == 2, 'a list');
  check(success('null', null, (data) => data as File?) == null, 'no file');
  Response<void>.fromJson(const {'code': 0, 'msg': ''}, (_) {}).dataOrThrow();
  expectThrown<TypeError>(() => success('odd data', 5, File.fromJson));
}

/// The data of a success with that [data].
T success<T>(String what, Object? data, T Function(Object?) read) {
  final answer = Response.fromJson({'code': 0, 'data': data}, read);
  check(answer.error == null, what);
  return answer.dataOrThrow();
}

/// The error of an answer with those [fields].
ResponseException failure(Map<String, Object?> fields) {
  return Response.fromJson(fields, File.fromJson).error!;
}

/// Only the code of a failure has to be readable.
void failuresAreThrown() {
  final busy = {'code': 40073, 'msg': 'busy', 'correlation_id': 'c', 'data': 1};
  final thrown = expectThrown<ResponseException>(
    Response.fromJson(busy, File.fromJson).dataOrThrow,
  );
  check(thrown.code.known == ErrorCode.lockConflict, 'its code');
  check('$thrown' == 'Lock Conflict (code: 40073): busy', 'its text');
  check(thrown.correlationId == 'c' && thrown.data == 1, 'its fields');
  check(thrown.detail == null && thrown.effective == thrown, 'no more');
  final odd = failure({'code': 403, 'msg': 5, 'error': 5, 'data': 5});
  check(odd.message == '' && odd.detail == null, 'odd fields');
  final second = failure({'code': 203, 'data': 's1'});
  check(second.secondFactorSession == 's1', 'a second factor');
}

/// A lock conflict names the locks, as far as they can be read.
void locksAreRead() {
  final application = {'type': 'viewer', 'viewer_id': 'v', 'inner_xml': 5};
  final lock = {
    'path': 'cloudreve://my/a',
    'token': 't',
    'owner': {'application': application},
    'type': 1,
  };
  final locked = failure({
    'code': 40073,
    'data': [lock, 5],
  });
  final locks = locked.lockConflicts;
  check(locks.length == 2, 'two locks');
  check(locks.first.application == 'viewer', 'who has it');
  check(locks.first.isFolder && locks.first.token == 't', 'of a folder');
  check(locks.first.viewerId == 'v' && locks.first.innerXml == null, 'viewer');
  check(locks.first.path == 'cloudreve://my/a', 'where');
  check(locks.last.application == '' && !locks.last.isFolder, 'an odd lock');
  check(failure({'code': 40073}).lockConflicts.isEmpty, 'no locks');
}

/// A batch says what succeeded, and what did not.
void partsAreRead() {
  final parts = {
    'cloudreve://my/a%20b': {'code': 404, 'msg': 'gone'},
    'odd': 5,
    'done': {'code': 0},
  };
  final half = {
    'code': 40081,
    'data': {'name': 'a'},
    'aggregated_error': parts,
  };
  final answer = Response.fromJson(half, File.fromJson);
  check(answer.data?.name == 'a', 'what succeeded');
  final error = answer.error!;
  check(error.parts.length == 2 && error.effective == error, 'two parts');
  check(error.parts['odd']?.code == ResponseCode.notSet, 'an odd part');
  check(error.part('cloudreve://my/a b/')?.message == 'gone', 'by its URI');
  check(error.part('cloudreve://my/b') == null, 'no other');
  final odd = Response.fromJson({...half, 'data': 5}, File.fromJson);
  check(odd.data == null && odd.error != null, 'data that cannot be read');
  final one = failure({
    'code': 40081,
    'aggregated_error': {
      'u': {'code': 401},
    },
  });
  check(one.effective.code.remedy == Remedy.signIn, 'the one part');
}

/// Whatever has no integer code is no answer, and above all no success.
void whatIsNoAnswerIsRefused() {
  const odd = <Object?>[null, false, 0.5, '0', '', <int>[], <String, int>{}];
  for (final value in odd) {
    expectRefused(value);
    expectRefused({'code': value});
    expectRefused({'error': value, 'msg': value});
  }
  expectThrown<FormatException>(() => ResponseException.fromJson({'code': 0}));
}

/// Neither a response nor an error is read.
void expectRefused(Object? json) {
  expectThrown<FormatException>(() => Response.fromJson(json, (data) => data));
  expectThrown<FormatException>(() => ResponseException.fromJson(json));
}

/// Codes are compared by their number, and constants may hold them.
void codesAreValues() {
  const locked = ResponseCode(40073);
  check(locked == ResponseCode(int.parse('40073')), 'equal');
  check({locked: 1}[ResponseCode(int.parse('40073'))] == 1, 'a key');
  check(locked != ResponseCode.success && !locked.isSuccess, 'not equal');
  for (final code in ErrorCode.values) {
    check(ErrorCode.of(code.code) == code, '$code');
    check(ErrorClass.of(code.code) == code.errorClass, '$code');
  }
}

/// Says [what] does not hold, if it does not.
void check(bool holds, String what) {
  if (!holds) throw StateError('does not hold: $what');
}

/// What [run] throws.
T expectThrown<T extends Object>(void Function() run) {
  try {
    run();
  } on T catch (thrown) {
    return thrown;
  }
  throw StateError('expected a $T');
}
