module semverclient

go 1.19
