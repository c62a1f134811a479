using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The name of a storage account and one of its keys.</summary>
public class TableSharedKeyCredential
{
    private volatile byte[] key;

    /// <summary>A credential of an account.</summary>
    /// <param name="accountName">The account.</param>
    /// <param name="accountKey">Its key, in base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        ArgumentNullException.ThrowIfNull(accountKey);
        AccountName = accountName;
        key = Convert.FromBase64String(accountKey);
    }

    /// <summary>The account.</summary>
    public string AccountName { get; }

    /// <summary>Changes the key, when it was rotated.</summary>
    /// <param name="accountKey">The new key, in base64.</param>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void SetAccountKey(string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountKey);
        key = Convert.FromBase64String(accountKey);
    }

    /// <summary>The signature of a text, in base64.</summary>
    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
