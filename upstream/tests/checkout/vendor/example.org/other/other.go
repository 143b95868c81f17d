package other

import "example.org/files/v4/pkg/serializer"

var errOther = serializer.NewError(serializer.CodeIOFailed, "in somebody else's source", nil)
