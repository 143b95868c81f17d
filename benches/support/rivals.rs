//! The other ways to get from a number to a code: an enum of the same shape for the derive macros, and
//! the usual maps.

use std::collections::HashMap;

macro_rules! rivals {
    ($($name:ident = $code:literal,)*) => {
        /// What `strum::FromRepr`, `num_enum` and `match` are given.
        #[derive(Clone, Copy, PartialEq, Eq, strum::FromRepr, num_enum::TryFromPrimitive)]
        #[repr(u32)]
        pub enum Rival {
            $($name = $code,)*
        }

        /// Every code with its number, ascending.
        pub const SORTED: &[(u32, Rival)] = &[$(($code, Rival::$name),)*];

        /// A perfect hash table made at build time.
        pub static PHF: phf::Map<u32, Rival> = phf::phf_map! { $($code => Rival::$name,)* };

        /// The description by a plain `match`, one arm a code.
        pub fn name_by_match(rival: Rival) -> &'static str {
            match rival {
                $(Rival::$name => stringify!($name),)*
            }
        }
    };
}

/// The standard library's map with its default hasher.
pub fn hash_map() -> HashMap<u32, Rival> {
    SORTED.iter().copied().collect()
}

/// Binary search in the sorted codes.
pub fn binary_search(code: u32) -> Option<Rival> {
    SORTED.binary_search_by_key(&code, |(code, _)| *code).ok().map(|index| SORTED[index].1)
}

rivals! {
    NotFullySuccess = 203_u32,
    CheckLogin = 401_u32,
    NoPermission = 403_u32,
    NotFound = 404_u32,
    Conflict = 409_u32,
    ParameterError = 40_001_u32,
    UploadFailed = 40_002_u32,
    CreateFolderFailed = 40_003_u32,
    ObjectExists = 40_004_u32,
    SignatureExpired = 40_005_u32,
    PolicyNotAllowed = 40_006_u32,
    GroupNotAllowed = 40_007_u32,
    AdminRequired = 40_008_u32,
    MasterNotFound = 40_009_u32,
    PhoneRequired = 40_010_u32,
    UploadSessionExpired = 40_011_u32,
    InvalidChunkIndex = 40_012_u32,
    InvalidContentLength = 40_013_u32,
    BatchSourceSize = 40_014_u32,
    BatchAria2Size = 40_015_u32,
    ParentDoesNotExist = 40_016_u32,
    UserBanned = 40_017_u32,
    UserNotActivated = 40_018_u32,
    FeatureNotEnabled = 40_019_u32,
    CredentialInvalid = 40_020_u32,
    UserNotFound = 40_021_u32,
    TwoFactorCodeError = 40_022_u32,
    LoginSessionDoesNotExist = 40_023_u32,
    InitializeWebAuthn = 40_024_u32,
    WebAuthnCredentialError = 40_025_u32,
    CaptchaError = 40_026_u32,
    CaptchaRefreshNeeded = 40_027_u32,
    FailedToSendEmail = 40_028_u32,
    InvalidTemporaryLink = 40_029_u32,
    TemporaryLinkExpired = 40_030_u32,
    EmailProviderBanned = 40_031_u32,
    EmailExists = 40_032_u32,
    EmailSent = 40_033_u32,
    UserCannotBeActivated = 40_034_u32,
    PolicyDoesNotExist = 40_035_u32,
    DeleteDefaultPolicy = 40_036_u32,
    PolicyUsedByFiles = 40_037_u32,
    PolicyUsedByGroups = 40_038_u32,
    GroupNotFound = 40_039_u32,
    InvalidActionOnSystemGroup = 40_040_u32,
    GroupUsedByUser = 40_041_u32,
    ChangeGroupForDefaultUser = 40_042_u32,
    InvalidActionOnDefaultUser = 40_043_u32,
    FileNotFound = 40_044_u32,
    ListFilesError = 40_045_u32,
    InvalidActionOnSystemNode = 40_046_u32,
    CreateFileSystemError = 40_047_u32,
    CreateTaskError = 40_048_u32,
    FileTooLarge = 40_049_u32,
    FileTypeNotAllowed = 40_050_u32,
    InsufficientCapacity = 40_051_u32,
    IllegalObjectName = 40_052_u32,
    RootProtected = 40_053_u32,
    ConflictingUploadOngoing = 40_054_u32,
    MetadataMismatch = 40_055_u32,
    UnsupportedArchiveType = 40_056_u32,
    PolicyChanged = 40_057_u32,
    ShareLinkNotFound = 40_058_u32,
    SaveOwnShare = 40_059_u32,
    SlavePingMaster = 40_060_u32,
    VersionMismatch = 40_061_u32,
    InsufficientCredit = 40_062_u32,
    GroupConflict = 40_063_u32,
    GroupInvalid = 40_064_u32,
    InvalidGiftCode = 40_065_u32,
    OpenIdBindConflict = 40_066_u32,
    OpenIdBoundToOtherAccount = 40_067_u32,
    OpenIdNotLinked = 40_068_u32,
    IncorrectPassword = 40_069_u32,
    DisabledSharePreview = 40_070_u32,
    InvalidSignature = 40_071_u32,
    FulfillAdminGroup = 40_072_u32,
    LockConflict = 40_073_u32,
    TooManyUris = 40_074_u32,
    LockExpired = 40_075_u32,
    StaleVersion = 40_076_u32,
    EntityDoesNotExist = 40_077_u32,
    FileDeleted = 40_078_u32,
    FileCountLimitReached = 40_079_u32,
    InvalidPassword = 40_080_u32,
    BatchOperationNotFullyCompleted = 40_081_u32,
    OwnerOnly = 40_082_u32,
    PurchaseRequired = 40_083_u32,
    ManagedAccountMinimumOpenId = 40_084_u32,
    AmountTooSmall = 40_085_u32,
    NodeUsedByStoragePolicy = 40_086_u32,
    DomainNotLicensed = 40_087_u32,
    AnonymousAccessDenied = 40_088_u32,
    InsufficientScope = 40_089_u32,
    DatabaseError = 50_001_u32,
    EncryptionError = 50_002_u32,
    IoFailed = 50_004_u32,
    InternalSetting = 50_005_u32,
    CacheOperation = 50_006_u32,
    CallbackError = 50_007_u32,
    UpdateSetting = 50_008_u32,
    AddCors = 50_009_u32,
    NodeOffline = 50_010_u32,
    QueryMetadataFailed = 50_011_u32,
}
