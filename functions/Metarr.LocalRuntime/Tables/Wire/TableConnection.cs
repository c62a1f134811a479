using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>The table service of one account: where it is, and the pipeline that signs, retries and logs every request.</summary>
internal sealed class TableConnection
{
    private static readonly string[] StorageScopes = ["https://storage.azure.com/.default"];
    private readonly HttpPipeline pipeline;
    private readonly string version;

    private TableConnection(Uri endpoint, string accountName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        Address = endpoint.AbsoluteUri.TrimEnd('/');
        AccountName = accountName;
        version = options.VersionString;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        pipeline.PerRetryPolicies.Add(authentication);
        this.pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    /// <summary>The address of the account as it was given.</summary>
    public Uri Endpoint { get; }

    /// <summary>The address of the account, without a closing slash.</summary>
    public string Address { get; }

    /// <summary>The name of the account.</summary>
    public string AccountName { get; }

    /// <summary>A connection that signs with a key of the account.</summary>
    public static TableConnection To(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new TableConnection(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential), options);
    }

    /// <summary>A connection that signs in with tokens.</summary>
    public static TableConnection To(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(tokenCredential);
        ArgumentNullException.ThrowIfNull(endpoint);
        var policy = new BearerTokenAuthenticationPolicy(tokenCredential, StorageScopes);
        return new TableConnection(endpoint, endpoint.Host.Split('.')[0], policy, options);
    }

    /// <summary>A connection that a connection string describes.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public static TableConnection To(string connectionString, TableClientOptions? options)
    {
        var (endpoint, credential) = TableConnectionString.Parse(connectionString);
        return To(endpoint, credential, options);
    }

    /// <summary>Begins a request with the headers that all have.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">What follows the address of the account, escaped, with its leading slash.</param>
    /// <param name="expected">The statuses that are no failure.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path, ResponseClassifier expected)
    {
        var message = pipeline.CreateMessage(new RequestContext(), expected);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(Endpoint);
        request.Uri.AppendPath(path, escape: false);
        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", TableWords.MinimalMetadata);
        return message;
    }

    /// <summary>Sends a request and returns what the service answered, if that was expected.</summary>
    /// <exception cref="RequestFailedException">The service answered otherwise, or could not be reached.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }
}
