import 'dart:convert';
import 'dart:io';

import 'cloudreve.dart';

/// Prints all that the binding knows of each number that it is asked for.
void main(List<String> numbers) {
  for (final number in numbers) {
    stdout.writeln(describe(ResponseCode(int.parse(number))));
  }
}

/// All that is known of a code, with texts in hexadecimal.
String describe(ResponseCode code) {
  final known = code.known;
  final fields = [
    code.value,
    known != null,
    encode(known?.canonicalName ?? ''),
    encode(known?.constant ?? ''),
    (known?.aliases ?? const []).map(encode).join(','),
    encode(known?.description ?? ''),
    code.errorClass ?? '',
    code.remedy ?? '',
    code.isRetryable,
    known?.since ?? '',
    known?.httpStatus ?? '',
    encode(code.toString()),
  ];
  return fields.join('\t');
}

/// The bytes of a text, in hexadecimal.
String encode(String text) {
  final bytes = utf8.encode(text);
  return bytes.map((byte) => byte.toRadixString(16).padLeft(2, '0')).join();
}
