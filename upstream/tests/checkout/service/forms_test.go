package service

import "example.org/files/v4/pkg/serializer"

var errTest = serializer.NewError(serializer.CodeIOFailed, "in a test", nil)
