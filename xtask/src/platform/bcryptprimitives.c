/* The only function of bcryptprimitives.dll that Rust's standard library imports, for versions of Wine without it. */
#include <windows.h>

/* RtlGenRandom. */
BOOLEAN NTAPI SystemFunction036(PVOID data, ULONG size);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    return SystemFunction036(data, (ULONG)size);
}
