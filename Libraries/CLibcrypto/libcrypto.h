// OpenSSL 3's libcrypto, as the system has it (libssl-dev). Only a build with the trait GM reads this.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
