using System.Diagnostics;
using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class SvgTests
{
    [Theory]
    [InlineData("width='800' height='310'", 800, 310)]
    [InlineData("width='800px' height='310PX' viewBox='0 0 8 3'", 800, 310)]
    [InlineData("viewBox='0 0 640 360'", 640, 360)]
    [InlineData("viewBox='-5,-5, 99.2 , 10'", 100, 10)]
    [InlineData("width='100%' height='100%' viewBox='0 0 640 360'", 640, 360)]
    [InlineData("width='320' viewBox='0 0 640 360'", 320, 180)]
    [InlineData("height='1in' viewBox='0 0 2 1'", 192, 96)]
    [InlineData("width='72pt' height='25.4mm'", 96, 96)]
    public void Its_size_follows_from_its_root(string attributes, int width, int height)
    {
        var facts = Inspecting.Accept(Svg(attributes, "<path d='M0 0h1'/>"));

        Assert.Equal((ImageType.Svg, "image/svg+xml", "svg"), (facts.Type, facts.MediaType, facts.Extension));
        Assert.Equal((width, height, true), (facts.Width, facts.Height, facts.HasAlpha));
        Assert.Null(facts.PerceptualHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("width='100%' height='100%'")]
    [InlineData("width='0' height='0'")]
    [InlineData("viewBox='0 0 x 1'")]
    [InlineData("width='10'")]
    public void Without_a_size_it_is_unsupported(string attributes) =>
        Assert.Equal(ImageRefusal.Unsupported, Inspecting.Refuse(Svg(attributes, "")).Kind);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<g><SCRIPT href='#x'/></g>")]
    [InlineData("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>")]
    [InlineData("<rect onclick='alert(1)'/>")]
    [InlineData("<a href='https://example.org'><text>x</text></a>")]
    [InlineData("<a href='javascript:alert(1)'/>")]
    [InlineData("<image href='http://example.org/x.png'/>")]
    [InlineData("<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='//example.org/x.png'/>")]
    [InlineData("<image href='data:image/svg+xml,&lt;svg/&gt;'/>")]
    [InlineData("<use href='other.svg#part'/>")]
    [InlineData("<rect fill='url(http://example.org/#g)'/>")]
    [InlineData("<rect style='fill: url( &quot;x.svg#g&quot; )'/>")]
    [InlineData("<style>@import 'x.css';</style>")]
    [InlineData("<style>rect { fill: \\75rl(x.svg) }</style>")]
    [InlineData("<style><![CDATA[rect { background: image-set('x.png' 1x) }]]></style>")]
    [InlineData("<style>rect{fill:u/**/rl(x)} g{fill:url(x.png)}</style>")]
    [InlineData("<style>rect{fill:u<![CDATA[rl(x.png)]]>}</style>")]
    [InlineData("<style>@im<!-- -->port 'x.css'</style>")]
    [InlineData("<style>a{}<g/>@import 'x.css'</style>")]
    [InlineData("<a href='#x'><set attributeName='href' to='javascript:alert(1)'/></a>")]
    [InlineData("<?xml-stylesheet href='x.css'?>")]
    [InlineData("<g xml:base='http://example.org/'/>")]
    public void What_acts_or_reaches_out_is_unsafe(string content) =>
        Assert.Equal(ImageRefusal.Unsafe, Inspecting.Refuse(Svg("width='10' height='10'", content)).Kind);

    [Theory]
    [InlineData("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>")]
    public void A_document_type_is_unsafe(string prologue)
    {
        var file = Encoding.UTF8.GetBytes(prologue + "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>");

        Assert.Equal(ImageRefusal.Unsafe, Inspecting.Refuse(file).Kind);
        Assert.Equal(ImageRefusal.Unsafe, Inspecting.Refuse([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(file))]).Kind);
    }

    [Theory]
    [InlineData("<rect fill='url(#g)' style='stroke: url(\"#h\")'/><use href='#part'/>")]
    [InlineData("<image href='data:image/png;base64,iVBORw0KGgo='/>")]
    [InlineData("<g transform='translate(1,2) rotate(3)'><text>on (x)</text></g>")]
    [InlineData("<style>/* a */ .a { fill: #fff }</style><animate attributeName='opacity' to='0'/>")]
    public void What_stays_within_the_file_is_accepted(string content) => Inspecting.Accept(Svg("width='10' height='10'", content));

    [Fact]
    public void What_is_cut_off_or_malformed_is_refused()
    {
        var file = Svg("width='10' height='10'", "<g><path d='M0 0'/></g>");

        Assert.Equal(ImageRefusal.Truncated, Inspecting.Refuse(file[..^9]).Kind);
        Assert.Equal(ImageRefusal.Corrupt, Inspecting.Refuse(Svg("width='1' height='1'", "<g></p>")).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(Svg("width='99999' height='1'", "")).Kind);
        Assert.Equal(ImageRefusal.TooLarge, Inspecting.Refuse(file, new ImageLimits { MaxDrawingBytes = 10 }).Kind);
        Assert.Equal(ImageRefusal.NotAnImage, Inspecting.Refuse("<svg/>"u8.ToArray()).Kind);
    }

    [Fact]
    public void An_encoding_that_could_hide_letters_is_unsupported() =>
        Assert.Equal(
            ImageRefusal.Unsupported,
            Inspecting.Refuse([.. "<?xml version='1.0' encoding='iso-2022-jp'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"u8]).Kind);

    [Fact]
    public void Long_styles_cost_no_more_than_their_length()
    {
        var endless = string.Concat(Enumerable.Repeat("/* url ( ", 100_000));
        var start = Stopwatch.GetTimestamp();
        Inspecting.Accept(Svg("width='10' height='10'", $"<style>{endless}</style>"));

        // What costs the square of its length takes minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 30);
    }

    private static byte[] Svg(string attributes, string content) =>
        Encoding.UTF8.GetBytes($"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' {attributes}>{content}</svg>");
}
