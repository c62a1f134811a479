using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tests.Tables;

/// <summary>What is sent to a real account, which no test may talk to.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_below_a_real_account_have_one_slash()
    {
        using var recorder = new Recorder();
        var table = new TableClient("AccountName=films;AccountKey=a2V5Lg==", "Titles", recorder.Options);

        await table.CreateAsync(Cancellation);
        await table.UpsertEntityAsync(new TableEntity("it's", "a b"), cancellationToken: Cancellation);
        await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], Cancellation));

        Assert.Equal("https://films.table.core.windows.net/Tables", recorder.Requests[0].Address);
        Assert.Equal("https://films.table.core.windows.net/Titles(PartitionKey='it%27%27s',RowKey='a%20b')", recorder.Requests[1].Address);
        Assert.Equal("https://films.table.core.windows.net/$batch", recorder.Requests[2].Address);
        Assert.Contains("POST https://films.table.core.windows.net/Titles HTTP/1.1", recorder.Requests[2].Body, StringComparison.Ordinal);
        Assert.All(recorder.Requests, request => Assert.StartsWith("SharedKeyLite films:", request.Authorization, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_is_asked_for_storage_and_sent()
    {
        using var recorder = new Recorder();
        var credential = new FixedToken();
        var service = new TableServiceClient(new Uri("https://films.table.core.windows.net/"), credential, recorder.Options);

        await service.CreateTableAsync("Titles", Cancellation);

        Assert.Equal("films", service.AccountName);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer secret", Assert.Single(recorder.Requests).Authorization);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_with_a_new_signature()
    {
        using var recorder = new Recorder(HttpStatusCode.ServiceUnavailable);
        var table = new TableClient("AccountName=films;AccountKey=a2V5Lg==", "Titles", recorder.Options);

        await table.CreateAsync(Cancellation);

        Assert.Equal(2, recorder.Requests.Count);
    }

    private sealed class FixedToken : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("secret", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Answers the first requests with the given statuses and every other with 204, and remembers them all.</summary>
    private sealed class Recorder(params HttpStatusCode[] first) : HttpMessageHandler
    {
        public List<(string Address, string Authorization, string Body)> Requests { get; } = [];

        public TableClientOptions Options => new()
        {
            Transport = new HttpClientTransport(this),
            Retry = { Delay = TimeSpan.FromMilliseconds(1) },
        };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization!.ToString(), body));
            var status = Requests.Count <= first.Length ? first[Requests.Count - 1] : HttpStatusCode.NoContent;
            return new HttpResponseMessage(status) { RequestMessage = request };
        }
    }
}
