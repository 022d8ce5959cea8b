/** The report's style: screen and A3 or A4 paper, black on white, nothing said by colour alone. */
export const reportStyle = `
body{font:14px/1.5715 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f1f1f;margin:24px;background:#fff}
h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:28px 0 8px}small{color:#595959;font-weight:400}
.facts span{margin-right:20px;white-space:nowrap}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #d9d9d9;padding:3px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#fafafa}.money{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.total td{font-weight:700;border-top:2px solid #1f1f1f}
svg{width:100%;height:auto;border:1px solid #d9d9d9}svg text{font-size:12px;fill:#1f1f1f}
@page{size:A4 landscape;margin:12mm}
@media print{body{margin:0;font-size:10pt}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}
` as const;
