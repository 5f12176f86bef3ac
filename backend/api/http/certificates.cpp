// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/certificates.h"

#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace qd::backend::http {

namespace {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;
using BignumPtr = std::unique_ptr<BIGNUM, Deleter<BN_free>>;

constexpr qint64 kDaySeconds = 86'400;

BioPtr reading(const QByteArray &bytes)
{
    return BioPtr(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QByteArray contents(const BioPtr &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

KeyPtr parseKey(const QByteArray &pem)
{
    return KeyPtr(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, nullptr, nullptr));
}

X509Ptr parseCertificate(const QByteArray &pem)
{
    return X509Ptr(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

bool addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Version, a random serial number, names, key and validity: what both kinds of certificate have.
X509Ptr skeleton(EVP_PKEY *key, const char *name, qint64 nowSeconds, int days)
{
    X509Ptr certificate(X509_new());
    std::array<unsigned char, 16> random{};
    if (!certificate || RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) {
        return nullptr;
    }
    random[0] &= 0x7FU; // positive
    const BignumPtr serial(BN_bin2bn(random.data(), static_cast<int>(random.size()), nullptr));
    X509_set_version(certificate.get(), 2);
    BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get()));
    // A day early, so that a client whose clock is behind does not refuse a new certificate.
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), nowSeconds - kDaySeconds);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), nowSeconds + days * kDaySeconds);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char *>(name), -1, -1, 0);
    return certificate;
}

Result<QByteArray> signedPem(X509 *certificate, EVP_PKEY *key)
{
    const BioPtr out(BIO_new(BIO_s_mem()));
    if (X509_sign(certificate, key, EVP_sha256()) == 0 || PEM_write_bio_X509(out.get(), certificate) != 1) {
        return failure(ErrorCode::Internal, "cannot sign a certificate");
    }
    return contents(out);
}

QByteArray alternativeNames(const QStringList &names)
{
    QByteArray text;
    for (const QString &name : names) {
        const bool isAddress = QHostAddress().setAddress(name);
        text += (text.isEmpty() ? "" : ",") + QByteArray(isAddress ? "IP:" : "DNS:") + name.toUtf8();
    }
    return text;
}

} // namespace

Result<QByteArray> makePrivateKey()
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const BioPtr out(BIO_new(BIO_s_mem()));
    // The traditional form is the one that Qt reads for elliptic curves.
    if (!key
        || PEM_write_bio_PrivateKey_traditional(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            != 1) {
        return failure(ErrorCode::Internal, "cannot make a private key");
    }
    return contents(out);
}

Result<QByteArray> makeAuthority(const QByteArray &keyPem, qint64 nowSeconds, int days)
{
    const KeyPtr key = parseKey(keyPem);
    if (!key) {
        return failure(ErrorCode::Corrupt, "the authority's key is not a PEM private key");
    }
    const X509Ptr certificate = skeleton(key.get(), "Quarterdeck authority", nowSeconds, days);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) != 1
        || !addExtension(
            certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        || !addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign")
        || !addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash")) {
        return failure(ErrorCode::Internal, "cannot make the authority's certificate");
    }
    return signedPem(certificate.get(), key.get());
}

Result<QByteArray> issueCertificate(
    const Issuance &with, const QStringList &names, qint64 nowSeconds, int days)
{
    const KeyPtr serverKey = parseKey(with.serverKeyPem);
    const KeyPtr authorityKey = parseKey(with.authorityKeyPem);
    const X509Ptr authority = parseCertificate(with.authorityPem);
    if (!serverKey || !authorityKey || !authority) {
        return failure(ErrorCode::Corrupt, "a key or certificate of the TLS folder is not PEM");
    }
    const X509Ptr certificate = skeleton(serverKey.get(), "Quarterdeck", nowSeconds, days);
    if (!certificate || X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority.get())) != 1
        || !addExtension(certificate.get(), authority.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(certificate.get(), authority.get(), NID_key_usage, "critical,digitalSignature")
        || !addExtension(certificate.get(), authority.get(), NID_ext_key_usage, "serverAuth")
        || !addExtension(certificate.get(), authority.get(), NID_subject_key_identifier, "hash")
        || !addExtension(certificate.get(), authority.get(), NID_authority_key_identifier, "keyid")
        || !addExtension(certificate.get(), authority.get(), NID_subject_alt_name, alternativeNames(names))) {
        return failure(ErrorCode::Internal, "cannot make the server's certificate");
    }
    return signedPem(certificate.get(), authorityKey.get());
}

bool keyFits(const QByteArray &certificatePem, const QByteArray &keyPem)
{
    const X509Ptr certificate = parseCertificate(certificatePem);
    const KeyPtr key = parseKey(keyPem);
    return certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
}

} // namespace qd::backend::http
