module example.org/files/v4 // the fourth

go 1.23
